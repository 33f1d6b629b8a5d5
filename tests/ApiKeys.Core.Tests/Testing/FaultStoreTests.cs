using ApiKeys.Memory;
using ApiKeys.Stores;
using ApiKeys.Testing;

namespace ApiKeys.Core.Tests.Testing;

[TestFixture]
public class FaultStoreTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly ApiKeyRecord Record = Records.Of("key", "lookup");
    private ManualTimeProvider _clock = new();
    private InMemoryApiKeyStore _inner = new(new InMemoryUsageStore());
    private FaultStore _store = new(new InMemoryApiKeyStore(new InMemoryUsageStore()), TimeProvider.System);

    [SetUp]
    public void Start()
    {
        _clock = new ManualTimeProvider();
        _inner = new InMemoryApiKeyStore(new InMemoryUsageStore());
        _store = new FaultStore(_inner, _clock);
    }

    [Test]
    public async Task Without_a_fault_it_passes_on_counts_and_remembers()
    {
        Assert.That(await _store.ApplyAsync(ApiKeyChange.Add(Record), None), Is.EqualTo(ApiKeyChangeOutcome.Applied));
        Assert.That(await _store.FindByIdAsync("key", None), Is.SameAs(Record));
        Assert.That(await _store.FindByLookupIdAsync("lookup", None), Is.SameAs(Record));
        Assert.That((_store.Reads, _store.Writes), Is.EqualTo((2, 1)));
        Assert.That(_store.Arguments, Is.EqualTo(new[] { "key", "lookup" }));
    }

    [Test]
    public void Down_store_throws_on_every_call()
    {
        _store.Fault = StoreFault.Down;
        _store.Message = "a message to look for";
        Assert.That(async () => await _store.FindByIdAsync("key", None), Throws.InstanceOf<StoreFaultException>().With.Message.EqualTo("a message to look for"));
        Assert.That(async () => await _store.FindByLookupIdAsync("lookup", None), Throws.InstanceOf<StoreFaultException>());
        Assert.That(async () => await _store.ApplyAsync(ApiKeyChange.Add(Record), None), Throws.InstanceOf<StoreFaultException>());
        Assert.That((_store.Reads, _store.Writes), Is.EqualTo((2, 1)), "failed calls count too");
    }

    [TestCase(StoreFault.ThrowBeforeCommit, false)]
    [TestCase(StoreFault.ThrowAfterCommit, true)]
    public async Task Change_that_throws_is_done_or_not_as_the_fault_says(StoreFault fault, bool isDone)
    {
        _store.Fault = fault;
        Assert.That(async () => await _store.ApplyAsync(ApiKeyChange.Add(Record), None), Throws.InstanceOf<StoreFaultException>());
        Assert.That(await _store.FindByIdAsync("key", None) is not null, Is.EqualTo(isDone));
    }

    [Test]
    public async Task Slow_store_answers_after_its_delay()
    {
        await _inner.ApplyAsync(ApiKeyChange.Add(Record), None);
        _store.Fault = StoreFault.Slow;
        _store.Delay = TimeSpan.FromSeconds(2);
        var reading = _store.FindByIdAsync("key", None).AsTask();
        _clock.Advance(TimeSpan.FromSeconds(1.999));
        Assert.That(reading.IsCompleted, Is.False);
        _clock.Advance(TimeSpan.FromSeconds(0.001));
        Assert.That(await reading, Is.SameAs(Record));
    }

    [Test]
    public async Task Hanging_store_answers_a_cancellation_alone()
    {
        _store.Fault = StoreFault.Hang;
        using var cancellation = new CancellationTokenSource();
        var reading = _store.FindByIdAsync("key", cancellation.Token).AsTask();
        _clock.Advance(TimeSpan.FromDays(365));
        Assert.That(reading.IsCompleted, Is.False);
        await cancellation.CancelAsync();
        Assert.That(async () => await reading, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task Gate_holds_readers_after_their_read()
    {
        await _inner.ApplyAsync(ApiKeyChange.Add(Record), None);
        _store.Gate = new ArrivalGate(2);
        var first = _store.FindByIdAsync("key", None).AsTask();
        Assert.That((first.IsCompleted, _store.Gate.Arrived), Is.EqualTo((false, 1)));
        await _store.ApplyAsync(ApiKeyChange.Delete(Record), None);
        Assert.That(await _store.FindByIdAsync("key", None), Is.Null);
        Assert.That(await first, Is.SameAs(Record), "what was read before the change");
    }
}
