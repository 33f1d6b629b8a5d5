using ApiKeys.Stores;

namespace ApiKeys.Caching;

/// <summary>Lets a guard stand before a store of rate limits.</summary>
internal sealed class GuardedRateLimitStore(IRateLimitStore inner, StoreGuard guard) : IRateLimitStore
{
    public ValueTask<RateLimitDecision> TakeAsync(string keyId, IReadOnlyList<RateLimit> limits, CancellationToken cancellationToken) =>
        guard.RunAsync(token => inner.TakeAsync(keyId, limits, token), cancellationToken);

    public async ValueTask GiveBackAsync(string keyId, IReadOnlyList<RateLimit> limits, RateLimitDecision taken, CancellationToken cancellationToken) => await guard.RunAsync(
        async token =>
        {
            await inner.GiveBackAsync(keyId, limits, taken, token).ConfigureAwait(false);
            return true;
        },
        cancellationToken).ConfigureAwait(false);

    public ValueTask<RateLimitDecision> PeekAsync(string keyId, IReadOnlyList<RateLimit> limits, CancellationToken cancellationToken) =>
        guard.RunAsync(token => inner.PeekAsync(keyId, limits, token), cancellationToken);
}
