namespace ApiKeys.Stores;

/// <summary>Keeps keys. It sees lookup ids and hashes, never a key's text.</summary>
/// <remarks>
/// A store that cannot answer throws: the request is then answered with 503, never with 401 and never with a pass.
/// Ids compare character by character, whatever the database's collation says.
/// </remarks>
/// <threadsafety>Implementations are singletons and are called concurrently.</threadsafety>
public interface IApiKeyStore
{
    /// <summary>Finds the key that has a secret with this lookup id.</summary>
    /// <param name="lookupId">The public id in a key's text, or the digest of a text.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The record, or <see langword="null"/> where no secret has the id.</returns>
    ValueTask<ApiKeyRecord?> FindByLookupIdAsync(string lookupId, CancellationToken cancellationToken);

    /// <summary>Finds a key by its own id.</summary>
    /// <param name="id">The record's id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The record, or <see langword="null"/> where there is none.</returns>
    ValueTask<ApiKeyRecord?> FindByIdAsync(string id, CancellationToken cancellationToken);

    /// <summary>Keys, newest first.</summary>
    /// <param name="query">Which keys.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<IReadOnlyList<ApiKeyRecord>> ListAsync(ApiKeyQuery query, CancellationToken cancellationToken);

    /// <summary>How many keys meet the conditions of a query, whatever its limit and place.</summary>
    /// <param name="query">Which keys.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<long> CountAsync(ApiKeyQuery query, CancellationToken cancellationToken);

    /// <summary>Carries out one change and writes its audit entry, wholly or not at all.</summary>
    /// <param name="change">What is to become of one key.</param>
    /// <param name="cancellationToken">Ends the wait; the change is then done or not done, never half.</param>
    ValueTask<ApiKeyChangeOutcome> ApplyAsync(ApiKeyChange change, CancellationToken cancellationToken);

    /// <summary>What was made under an idempotency key.</summary>
    /// <param name="key">The <see cref="IdempotencyEntry.Key"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The entry, or <see langword="null"/> where nothing was, or it was pruned.</returns>
    ValueTask<IdempotencyEntry?> FindIdempotentAsync(string key, CancellationToken cancellationToken);

    /// <summary>Removes what is kept for a while only, a batch at a time. The audit trail stays.</summary>
    /// <param name="pruning">What may go.</param>
    /// <param name="cancellationToken">Ends the wait; what was removed stays removed.</param>
    /// <returns>The ids of the removed keys, the deleted ones that are old enough: as many as the batch holds, until there are no more.</returns>
    ValueTask<IReadOnlyList<string>> PruneAsync(ApiKeyPruning pruning, CancellationToken cancellationToken);
}
