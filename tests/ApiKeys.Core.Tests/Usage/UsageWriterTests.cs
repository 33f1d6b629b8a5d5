using ApiKeys.Diagnostics;
using ApiKeys.Stores;
using ApiKeys.Usage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ApiKeys.Core.Tests.Usage;

[TestFixture]
public class UsageWriterTests
{
    [Test]
    public async Task A_flush_ends_under_steady_load_and_leaves_what_came_meanwhile_to_the_next()
    {
        using var metrics = new ApiKeysMetrics(null);
        var recorder = new UsageRecorder(Options.Create(new ApiKeyUsageOptions()), metrics);
        UsageCounter? last = null;
        var store = new BusyUsageStore(() => recorder.Record(ref last, "k", "l", Records.Start, null));
        var writer = new UsageWriter(recorder, store);
        recorder.Record(ref last, "k", "l", Records.Start, null);
        await writer.FlushAsync(CancellationToken.None);
        Assert.That(store.Batches, Is.EqualTo(1));
        await writer.FlushAsync(CancellationToken.None);
        Assert.That(store.Batches, Is.EqualTo(2));
    }

    [Test]
    public async Task A_flush_without_uses_asks_no_store()
    {
        using var metrics = new ApiKeysMetrics(null);
        var store = new BusyUsageStore(() => { });
        await new UsageWriter(new UsageRecorder(Options.Create(new ApiKeyUsageOptions()), metrics), store).FlushAsync(CancellationToken.None);
        Assert.That(store.Batches, Is.Zero);
    }

    [Test]
    public async Task A_flush_after_the_host_was_disposed_does_nothing()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddApiKeys().AddInMemoryStore();
        var provider = services.BuildServiceProvider();
        var writer = provider.GetRequiredService<UsageWriter>();
        await provider.DisposeAsync();
        Assert.That(async () => await writer.FlushAsync(CancellationToken.None), Throws.Nothing);
    }

    /// <summary>A store during whose every write another use is counted.</summary>
    private sealed class BusyUsageStore(Action meanwhile) : IApiKeyUsageStore
    {
        private const int Enough = 5;

        public int Batches { get; private set; }

        public ValueTask AddAsync(UsageBatch batch, CancellationToken cancellationToken)
        {
            if (++Batches >= Enough)
            {
                throw new TimeoutException("the flush does not end");
            }

            meanwhile();
            return ValueTask.CompletedTask;
        }

        public ValueTask<IReadOnlyList<SecretUsage>> GetAsync(string keyId, CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<SecretUsage>>([]);

        public ValueTask<IReadOnlyList<UsagePoint>> GetSeriesAsync(string keyId, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public ValueTask ForgetAsync(IReadOnlyCollection<string> keyIds, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask PruneAsync(DateTimeOffset before, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
