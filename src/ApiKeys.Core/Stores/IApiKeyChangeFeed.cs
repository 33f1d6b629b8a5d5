namespace ApiKeys.Stores;

/// <summary>Tells one node what the others have changed. A store that several nodes share implements it beside <see cref="IApiKeyStore"/>.</summary>
/// <remarks>Positions are given in the order of commits: whoever has read up to a position has missed nothing below it.</remarks>
/// <threadsafety>Implementations are singletons and are called concurrently.</threadsafety>
public interface IApiKeyChangeFeed
{
    /// <summary>The changes behind a position, oldest first.</summary>
    /// <param name="after">The last position that is known.</param>
    /// <param name="limit">How many changes at most.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<ChangeFeedPage> ReadAsync(long after, int limit, CancellationToken cancellationToken);

    /// <summary>The newest position: whoever begins to listen begins here.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<long> GetPositionAsync(CancellationToken cancellationToken);

    /// <summary>Forgets changes that every node has seen or has lost.</summary>
    /// <param name="before">The first instant that stays, in UTC.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask PruneFeedAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
