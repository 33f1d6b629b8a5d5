namespace ApiKeys.Stores;

/// <summary>Keeps the request log: rows that are written in batches, read in pages, and removed when they are old.</summary>
/// <threadsafety>Implementations are singletons and are called concurrently.</threadsafety>
public interface IApiKeyRequestStore
{
    /// <summary>Adds rows, all of them or none.</summary>
    /// <param name="entries">The rows. One whose id was added before changes nothing: after a failure nobody knows whether a batch arrived, so it is sent again.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask AddAsync(IReadOnlyList<ApiKeyRequestEntry> entries, CancellationToken cancellationToken);

    /// <summary>Rows, newest first, and by id among those of one instant.</summary>
    /// <param name="query">Which rows.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<IReadOnlyList<ApiKeyRequestEntry>> ListAsync(ApiKeyRequestQuery query, CancellationToken cancellationToken);

    /// <summary>Forgets every row of keys that were removed (CONTRACT N-6).</summary>
    /// <param name="keyIds">The ids of the keys.</param>
    /// <param name="cancellationToken">Ends the wait; what is forgotten stays forgotten.</param>
    ValueTask ForgetAsync(IReadOnlyCollection<string> keyIds, CancellationToken cancellationToken);

    /// <summary>Removes old rows, a batch at a time.</summary>
    /// <param name="before">The first instant that stays, in UTC.</param>
    /// <param name="limit">How many rows at most.</param>
    /// <param name="cancellationToken">Ends the wait; what was removed stays removed.</param>
    /// <returns>How many rows were removed: as many as the batch holds, until there are no more.</returns>
    ValueTask<int> PruneAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);
}
