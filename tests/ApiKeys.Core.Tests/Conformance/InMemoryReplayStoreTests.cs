using ApiKeys.Memory;
using ApiKeys.Stores;
using ApiKeys.Stores.Conformance;
using ApiKeys.Testing;

namespace ApiKeys.Core.Tests.Conformance;

internal sealed class InMemoryReplayStoreTests : ReplayStoreConformance
{
    private readonly ManualTimeProvider _clock = new();

    protected override ValueTask<IReplayStore> CreateAsync() => ValueTask.FromResult<IReplayStore>(new InMemoryReplayStore(_clock));

    protected override ValueTask PassAsync(TimeSpan duration)
    {
        _clock.Advance(duration);
        return ValueTask.CompletedTask;
    }
}
