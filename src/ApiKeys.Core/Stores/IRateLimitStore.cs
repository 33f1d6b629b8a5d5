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

    /// <summary>Gives back what a request has spent, where it is still in the window that it came from; otherwise nothing. Only <see cref="RateLimitCount.Completed"/> asks for it.</summary>
    /// <param name="keyId">The key's own id.</param>
    /// <param name="limits">The limits that were asked.</param>
    /// <param name="taken">What <see cref="TakeAsync"/> has said; nothing is given back twice by the caller.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask GiveBackAsync(string keyId, IReadOnlyList<RateLimit> limits, RateLimitDecision taken, CancellationToken cancellationToken);

    /// <summary>Says what <see cref="TakeAsync"/> would say, and spends nothing.</summary>
    /// <param name="keyId">The key's own id.</param>
    /// <param name="limits">The key's limits, at least one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<RateLimitDecision> PeekAsync(string keyId, IReadOnlyList<RateLimit> limits, CancellationToken cancellationToken);
}
