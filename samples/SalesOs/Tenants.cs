using ApiKeys.AspNetCore.Callers;

namespace Samples.SalesOs;

/// <summary>Which tenants there are, and which of them a token speaks for.</summary>
internal sealed class Tenants : ITenantResolver
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal) { ["acme"] = "Acme Corp", ["globex"] = "Globex" };

    public ValueTask<string?> GetTenantIdAsync(HttpContext context, CancellationToken cancellationToken) => ValueTask.FromResult(context.User.FindFirst("tenant_id")?.Value);

    public ValueTask<ApiKeyTenant?> FindAsync(string tenantId, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Names.TryGetValue(tenantId, out var name) ? new ApiKeyTenant(tenantId, name) : null);
}
