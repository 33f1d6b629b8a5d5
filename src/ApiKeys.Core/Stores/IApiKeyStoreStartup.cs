namespace ApiKeys.Stores;

/// <summary>What a store has to say before the host serves its first request.</summary>
/// <threadsafety>Implementations are singletons and are called concurrently.</threadsafety>
public interface IApiKeyStoreStartup
{
    /// <summary>Ends where the store is what this version of the library needs.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ApiKeyStoreSchemaException">The store answers and is not. The host must not start.</exception>
    /// <remarks>Any other exception means that the store could not be asked. A host may start without its answer, and requests are then refused with 503.</remarks>
    ValueTask CheckAsync(CancellationToken cancellationToken);
}
