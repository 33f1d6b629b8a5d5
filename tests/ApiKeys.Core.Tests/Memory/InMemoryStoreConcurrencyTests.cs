using ApiKeys.Memory;
using ApiKeys.Stores;

namespace ApiKeys.Core.Tests.Memory;

[TestFixture]
public class InMemoryStoreConcurrencyTests
{
    private const int Tasks = 64;
    private static readonly CancellationToken None = CancellationToken.None;

    [Test]
    public async Task FC_27_of_64_keys_with_one_lookup_id_exactly_one_is_added()
    {
        var store = new InMemoryApiKeyStore(new InMemoryUsageStore());
        var outcomes = await AllAsync(store, i => ApiKeyChange.Add(Records.Of($"key-{i}", "shared", $"own-{i}")));
        Assert.That(outcomes.Count(outcome => outcome == ApiKeyChangeOutcome.Applied), Is.EqualTo(1));
        Assert.That(outcomes.Count(outcome => outcome == ApiKeyChangeOutcome.Duplicate), Is.EqualTo(Tasks - 1));
        var winner = await store.FindByLookupIdAsync("shared", None);
        for (var i = 0; i < Tasks; i++)
        {
            var own = await store.FindByLookupIdAsync($"own-{i}", None);
            Assert.That(own is not null, Is.EqualTo(winner!.Id == $"key-{i}"), "a refused key leaves nothing behind");
        }
    }

    [Test]
    public async Task FC_27_two_threads_side_by_side_never_both_add_one_lookup_id()
    {
        // 64 tasks on few cores may run one after the other; two threads that start each round together do not.
        const int rounds = 20_000;
        var store = new InMemoryApiKeyStore(new InMemoryUsageStore());
        var applied = new int[rounds];
        using var start = new Barrier(2);
        await Task.WhenAll(Enumerable.Range(0, 2).Select(thread => Task.Factory.StartNew(
            () =>
            {
                for (var round = 0; round < rounds; round++)
                {
                    var change = ApiKeyChange.Add(Records.Of($"key-{thread}-{round}", $"lookup-{round}"));
                    start.SignalAndWait();
                    if (store.ApplyAsync(change, None).AsTask().GetAwaiter().GetResult() == ApiKeyChangeOutcome.Applied)
                    {
                        Interlocked.Increment(ref applied[round]);
                    }
                }
            },
            None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
        Assert.That(applied, Has.All.EqualTo(1));
    }

    [Test]
    public async Task Of_64_updates_of_one_state_exactly_one_is_done()
    {
        var store = new InMemoryApiKeyStore(new InMemoryUsageStore());
        var record = Records.Of("key", "lookup");
        await store.ApplyAsync(ApiKeyChange.Add(record), None);
        var outcomes = await AllAsync(store, i => ApiKeyChange.Update(record with { Name = $"name {i}" }));
        Assert.That(outcomes.Count(outcome => outcome == ApiKeyChangeOutcome.Applied), Is.EqualTo(1));
        Assert.That(outcomes.Count(outcome => outcome == ApiKeyChangeOutcome.Conflict), Is.EqualTo(Tasks - 1));
        Assert.That((await store.FindByIdAsync("key", None))!.Version, Is.EqualTo(2));
    }

    [Test]
    public async Task Reader_never_misses_a_key_that_is_being_changed()
    {
        var store = new InMemoryApiKeyStore(new InMemoryUsageStore());
        var record = Records.Of("key", "lookup");
        await store.ApplyAsync(ApiKeyChange.Add(record), None);
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 5_000; i++)
            {
                var current = await store.FindByIdAsync("key", None);
                await store.ApplyAsync(ApiKeyChange.Update(current! with { Name = $"name {i}" }), None);
            }
        });
        var misses = 0;
        while (!writing.IsCompleted)
        {
            misses += await store.FindByLookupIdAsync("lookup", None) is null ? 1 : 0;
        }

        await writing;
        Assert.That(misses, Is.Zero);
        Assert.That((await store.FindByIdAsync("key", None))!.Version, Is.EqualTo(5_001));
    }

    [Test]
    public async Task Cancelled_change_is_not_done()
    {
        var store = new InMemoryApiKeyStore(new InMemoryUsageStore());
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        Assert.That(async () => await store.ApplyAsync(ApiKeyChange.Add(Records.Of("key", "lookup")), cancelled.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(await store.FindByIdAsync("key", None), Is.Null);
    }

    private static Task<ApiKeyChangeOutcome[]> AllAsync(InMemoryApiKeyStore store, Func<int, ApiKeyChange> change)
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var all = Enumerable.Range(0, Tasks).Select(i => Task.Run(async () =>
        {
            await start.Task;
            return await store.ApplyAsync(change(i), None);
        })).ToArray();
        start.SetResult();
        return Task.WhenAll(all);
    }
}
