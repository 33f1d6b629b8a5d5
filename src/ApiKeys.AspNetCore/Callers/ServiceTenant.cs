using ApiKeys.AspNetCore.Responses;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.AspNetCore.Callers;

/// <summary>The tenant that the service role acts for: it names it in a header, or in the query or body, and never two different ones (CONTRACT S-3, ATTACKS AC-120).</summary>
internal static class ServiceTenant
{
    public const string Header = "X-Tenant-Id";
    public const string Field = "tenant_id";
    private const int Longest = 128;

    /// <summary>The caller with their tenant.</summary>
    /// <param name="context">The request.</param>
    /// <param name="caller">The service role.</param>
    /// <param name="named">What the query and the body say; empty where they say nothing.</param>
    /// <param name="hasTenants">Whether the host has tenants.</param>
    public static async ValueTask<CallerResult> ResolveAsync(HttpContext context, ManagementCaller caller, IReadOnlyList<string> named, bool hasTenants)
    {
        var header = context.Request.Headers[Header];
        if (header.Count > 1)
        {
            return Invalid(Header, "It is there twice.");
        }

        List<string> all = [.. header.Select(value => value ?? ""), .. named];
        if (!hasTenants)
        {
            return all.Count == 0 ? CallerResult.Of(caller) : Invalid(Field, "This host has no tenants.");
        }

        if (all.Distinct(StringComparer.Ordinal).Count() > 1)
        {
            return Invalid(Field, $"Two different tenants are named, here and in {Header} or twice here.");
        }

        var tenantId = all.FirstOrDefault();
        if (string.IsNullOrWhiteSpace(tenantId))
        {
            return Invalid(Field, $"It is required: name the tenant here or in {Header}.");
        }

        return await FindAsync(context, tenantId) is { } tenant
            ? CallerResult.Of(caller with { Actor = caller.Actor with { TenantId = tenant.Id } })
            : CallerResult.Refused(ManagementRefusals.UnknownTenant);
    }

    // What no tenant can be called is not looked for.
    private static async ValueTask<ApiKeyTenant?> FindAsync(HttpContext context, string tenantId) => tenantId.Length > Longest || tenantId.Any(char.IsControl)
        ? null
        : await context.RequestServices.GetRequiredService<ITenantResolver>().FindAsync(tenantId, context.RequestAborted);

    private static CallerResult Invalid(string field, string message) => CallerResult.Refused(ManagementRefusals.Invalid(field, message));
}
