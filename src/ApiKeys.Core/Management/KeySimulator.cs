using ApiKeys.Caching;
using ApiKeys.Scopes;
using ApiKeys.Stores;
using ApiKeys.Verification.Checks;
using Microsoft.Extensions.Options;

namespace ApiKeys.Management;

/// <summary>Runs the checks of a request on a key without a request. They are the same ones, so what it says is what would happen.</summary>
internal sealed class KeySimulator(OwnerBounds owners, ScopeMatcher scopes, IRateLimitStore limits, DenyListCache? denied, IOptions<ApiKeysOptions> options, TimeProvider time)
{
    public async ValueTask<ApiKeySimulation> RunAsync(ApiKeyRecord stored, ApiKeySimulationRequest request, CancellationToken cancellationToken)
    {
        var key = await owners.ApplyAsync(stored, cancellationToken).ConfigureAwait(false);
        var host = options.Value;
        var newest = key.Secrets.MaxBy(secret => secret.CreatedAt)!;
        var input = new CheckInput(key, newest, request.Address, request.TenantId, time.GetUtcNow(), host.Environment, host.EnvironmentMismatch);
        var missing = scopes.Grants(key.Scopes, request.Scopes, request.AllowsUnrestricted) ? [] : scopes.Missing(key.Scopes, request.Scopes);
        var list = denied is null || request.Address is null ? IpDenyList.None : await denied.FindAsync(key.TenantId, cancellationToken).ConfigureAwait(false);
        RateLimitDecision? quota = key.RateLimits.Count == 0 ? null : await limits.PeekAsync(key.Id, key.RateLimits, cancellationToken).ConfigureAwait(false);
        var looksAtCustomer = request.ChecksCustomer || request.CustomerId is not null;
        return new ApiKeySimulation(
            [
                new("state", StateCheck.Run(input)),
                new("secret", SecretLifetimeCheck.Run(input)),
                new("environment", EnvironmentCheck.Run(host.Environment, key.Environment, host.EnvironmentMismatch)),
                new("address", request.Address is null ? null : IpCheck.Run(input)),
                new("deny_list", DenyCheck.Run(list, request.Address)),
                new("tenant", TenantCheck.Run(input)),
                new("endpoint_environment", EnvironmentCheck.Run(request.Environment, key.Environment, host.EnvironmentMismatch)),
                new("customer", looksAtCustomer ? CustomerCheck.Run(key.CustomerIds, request.CustomerId) : null),
                new("scopes", missing.Count == 0 ? null : ApiKeyFailure.Of(ApiKeyFailureReason.MissingScopes)),
                new("quota", quota is null or { IsAdmitted: true } ? null : ApiKeyFailure.Of(ApiKeyFailureReason.RateLimited)),
            ],
            missing,
            quota);
    }
}
