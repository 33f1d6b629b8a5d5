namespace ApiKeys.Stores;

/// <summary>Remembers signatures, so that each is accepted once.</summary>
/// <remarks>A store that cannot answer throws: the request is then answered with 503. Several nodes need a store that they share; otherwise a signature is accepted once a node.</remarks>
/// <threadsafety>Implementations are singletons and are called concurrently.</threadsafety>
public interface IReplayStore
{
    /// <summary>Remembers a verified signature.</summary>
    /// <param name="keyId">The key's own id.</param>
    /// <param name="signature">The signature's bytes, decoded, at most 64: a signature has many spellings.</param>
    /// <param name="window">How long it is to be remembered, by the store's own clock.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether it is the first; of many at once exactly one is.</returns>
    ValueTask<bool> TryAddAsync(string keyId, ReadOnlyMemory<byte> signature, TimeSpan window, CancellationToken cancellationToken);
}
