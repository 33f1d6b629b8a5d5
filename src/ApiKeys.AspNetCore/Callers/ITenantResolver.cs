using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Callers;

/// <summary>Knows the host's tenants, and which of them a user acts for.</summary>
/// <remarks>It is taken from the services of the request, so it may be scoped and use the host's database. One that throws is answered with 503.</remarks>
public interface ITenantResolver
{
    /// <summary>The tenant of the user's session. Nothing that the request itself says (header, query, body) may decide it.</summary>
    /// <param name="context">The request of a user.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The tenant's id, or <see langword="null"/> where the user has none.</returns>
    ValueTask<string?> GetTenantIdAsync(HttpContext context, CancellationToken cancellationToken);

    /// <summary>The tenant that the service role names.</summary>
    /// <param name="tenantId">The id, compared character by character.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The tenant, or <see langword="null"/> where there is none, which is answered with 404.</returns>
    ValueTask<ApiKeyTenant?> FindAsync(string tenantId, CancellationToken cancellationToken);
}
