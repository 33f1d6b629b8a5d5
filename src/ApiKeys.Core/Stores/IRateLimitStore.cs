namespace ApiKeys.Stores;

/// <summary>Keeps what keys have spent of their limits.</summary>
/// <remarks>A store that cannot answer throws: the request is then answered with 503, neither admitted nor called too many.</remarks>
/// <threadsafety>Implementations are singletons and are called concurrently.</threadsafety>
public interface IRateLimitStore
{
    /// <summary>Spends one permit of every limit, or none of any.</summary>
    /// <param name="keyId">The key's own id. What was spent survives a change of the limits, a new secret, and being switched off.</param>
    /// <param name="limits">The key's limits, at least one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<RateLimitDecision> TakeAsync(string keyId, IReadOnlyList<RateLimit> limits, CancellationToken cancellationToken);

    /// <summary>Says what <see cref="TakeAsync"/> would say, and spends nothing.</summary>
    /// <param name="keyId">The key's own id.</param>
    /// <param name="limits">The key's limits, at least one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<RateLimitDecision> PeekAsync(string keyId, IReadOnlyList<RateLimit> limits, CancellationToken cancellationToken);
}
