using ApiKeys.Stores;

namespace ApiKeys.Caching;

/// <summary>Lets a guard stand before a store of signatures.</summary>
internal sealed class GuardedReplayStore(IReplayStore inner, StoreGuard guard) : IReplayStore
{
    public ValueTask<bool> TryAddAsync(string keyId, ReadOnlyMemory<byte> signature, TimeSpan window, CancellationToken cancellationToken) =>
        guard.RunAsync(token => inner.TryAddAsync(keyId, signature, window, token), cancellationToken);
}
