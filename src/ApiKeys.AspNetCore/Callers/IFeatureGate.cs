namespace ApiKeys.AspNetCore.Callers;

/// <summary>Whether a tenant may manage keys at all: a switch of the platform, which its users cannot set (CONTRACT N-8).</summary>
/// <remarks>It is taken from the services of the request. A closed gate refuses users and keys, not the service role; keys that exist go on working.</remarks>
public interface IFeatureGate
{
    /// <summary>Whether the tenant may manage keys; where not, it is answered with 403.</summary>
    /// <param name="tenantId">The tenant; <see langword="null"/> in a host without tenants.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<bool> IsOpenAsync(string? tenantId, CancellationToken cancellationToken);
}
