namespace ApiKeys.Stores;

/// <summary>Knows what stands behind keys: register one where tenants can be suspended, people leave, or contracts end.</summary>
/// <remarks>
/// It is asked when a key is read from the store, so its answer holds as long as records are believed: 5 seconds at most.
/// One that cannot answer throws, and the request is answered with 503. It narrows what a key opens; what the key is, stays as it is stored.
/// </remarks>
/// <threadsafety>Implementations are singletons and are called concurrently.</threadsafety>
public interface IApiKeyOwnerSource
{
    /// <summary>What stands behind a key.</summary>
    /// <param name="record">The key as it is stored.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<ApiKeyOwner> FindAsync(ApiKeyRecord record, CancellationToken cancellationToken);
}
