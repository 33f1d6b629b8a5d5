using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace ApiKeys.AspNetCore.Callers;

/// <summary>Takes the tenant from a claim. It has no list of tenants, so whichever the service role names is taken for one.</summary>
internal sealed class ClaimTenantResolver(IOptions<ApiKeyManagementOptions> options) : ITenantResolver
{
    public ValueTask<string?> GetTenantIdAsync(HttpContext context, CancellationToken cancellationToken) => ValueTask.FromResult(TenantOf(context.User));

    public ValueTask<ApiKeyTenant?> FindAsync(string tenantId, CancellationToken cancellationToken) =>
        ValueTask.FromResult<ApiKeyTenant?>(new ApiKeyTenant(tenantId, null));

    public string? TenantOf(ClaimsPrincipal user)
    {
        var tenants = user.Identities
            .Where(identity => identity.IsAuthenticated)
            .SelectMany(identity => identity.FindAll(options.Value.TenantClaimType))
            .Select(claim => claim.Value)
            .Distinct(StringComparer.Ordinal)
            .ToList();

        // Of two tenants none can be told to be meant.
        return tenants is [{ Length: > 0 } only] ? only : null;
    }
}
