using ApiKeys.Stores;

namespace ApiKeys.Caching;

/// <summary>Lets a guard stand before what people wait for of a store of usage. Nobody waits for what is written to it.</summary>
internal sealed class GuardedUsageStore(IApiKeyUsageStore inner, StoreGuard guard) : IApiKeyUsageStore
{
    public ValueTask AddAsync(UsageBatch batch, CancellationToken cancellationToken) => inner.AddAsync(batch, cancellationToken);

    public ValueTask<IReadOnlyList<SecretUsage>> GetAsync(string keyId, CancellationToken cancellationToken) =>
        guard.RunPatientlyAsync(token => inner.GetAsync(keyId, token), cancellationToken);

    public ValueTask<IReadOnlyList<SecretUsage>> GetAsync(IReadOnlyCollection<string> keyIds, CancellationToken cancellationToken) =>
        guard.RunPatientlyAsync(token => inner.GetAsync(keyIds, token), cancellationToken);

    public ValueTask<IReadOnlyList<UsagePoint>> GetSeriesAsync(string keyId, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken) =>
        guard.RunPatientlyAsync(token => inner.GetSeriesAsync(keyId, from, until, token), cancellationToken);

    public ValueTask ForgetAsync(IReadOnlyCollection<string> keyIds, CancellationToken cancellationToken) => inner.ForgetAsync(keyIds, cancellationToken);

    public ValueTask PruneAsync(DateTimeOffset before, CancellationToken cancellationToken) => inner.PruneAsync(before, cancellationToken);
}
