using ApiKeys.Memory;
using ApiKeys.Stores;
using ApiKeys.Stores.Conformance;
using ApiKeys.Testing;

namespace ApiKeys.Core.Tests.Conformance;

internal sealed class InMemoryRateLimitStoreTests : RateLimitStoreConformance
{
    private readonly ManualTimeProvider _clock = new();

    protected override ValueTask<IRateLimitStore> CreateAsync() => ValueTask.FromResult<IRateLimitStore>(new InMemoryRateLimitStore(_clock));

    protected override ValueTask AdvanceAsync(TimeSpan by)
    {
        _clock.Advance(by);
        return ValueTask.CompletedTask;
    }
}
