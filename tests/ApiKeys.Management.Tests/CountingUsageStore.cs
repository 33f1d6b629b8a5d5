using ApiKeys.Stores;

namespace ApiKeys.Management.Tests;

/// <summary>A store of usage that knows nothing and counts how often it is asked.</summary>
internal sealed class CountingUsageStore : IApiKeyUsageStore
{
    public int Questions { get; private set; }

    /// <summary>After how many questions it fails.</summary>
    public int FailsAfter { get; set; } = int.MaxValue;

    public ValueTask AddAsync(UsageBatch batch, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask<IReadOnlyList<SecretUsage>> GetAsync(string keyId, CancellationToken cancellationToken) => Answer();

    public ValueTask<IReadOnlyList<SecretUsage>> GetAsync(IReadOnlyCollection<string> keyIds, CancellationToken cancellationToken) => Answer();

    public ValueTask<IReadOnlyList<UsagePoint>> GetSeriesAsync(string keyId, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<UsagePoint>>([]);

    public ValueTask ForgetAsync(IReadOnlyCollection<string> keyIds, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask PruneAsync(DateTimeOffset before, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    private ValueTask<IReadOnlyList<SecretUsage>> Answer() =>
        ++Questions > FailsAfter ? throw new TimeoutException() : ValueTask.FromResult<IReadOnlyList<SecretUsage>>([]);
}
