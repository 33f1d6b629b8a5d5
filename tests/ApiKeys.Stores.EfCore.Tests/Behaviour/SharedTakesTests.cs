using System.Collections.Concurrent;
using ApiKeys.Stores.EfCore.Stores;

namespace ApiKeys.Stores.EfCore.Tests.Behaviour;

internal sealed class SharedTakesTests
{
    private static readonly RateLimit[] Limits = [RateLimit.PerHour(9)];
    private readonly ConcurrentQueue<int> _batches = new();
    private readonly SemaphoreSlim _gate = new(0);
    private CancellationToken _newest;
    private SharedTakes _takes = null!;

    [SetUp]
    public void Start()
    {
        _batches.Clear();
        _takes = new SharedTakes(async (keyId, wishes, cancellationToken) =>
        {
            _batches.Enqueue(wishes.Count);
            _newest = cancellationToken;
            await _gate.WaitAsync(cancellationToken);
            return keyId == "broken" && _batches.Count == 1 ? throw new InvalidOperationException("broken") : [.. wishes.Select(limits => new RateLimitDecision(true, limits[0], 1, TimeSpan.Zero))];
        });
    }

    [OneTimeTearDown]
    public void Stop() => _gate.Dispose();

    [Test]
    public async Task Who_comes_while_another_is_at_the_database_goes_with_the_next()
    {
        var takes = Enumerable.Range(0, 6).Select(_ => Take()).ToList();
        Assert.That(_batches, Is.EqualTo(new[] { 1 }));
        _gate.Release(2);
        Assert.That((await Task.WhenAll(takes)).Select(decision => decision.IsAdmitted), Is.All.True);
        Assert.That(_batches, Is.EqualTo(new[] { 1, 5 }));
        _gate.Release();
        await Take();
        Assert.That(_batches, Has.Count.EqualTo(3), "and then the first is alone again");
    }

    [Test]
    public async Task Other_keys_do_not_wait()
    {
        var (one, other) = (Take("one"), Take("other"));
        Assert.That(_batches, Is.EqualTo(new[] { 1, 1 }));
        _gate.Release(2);
        await Task.WhenAll(one, other);
    }

    [Test]
    public async Task Who_gives_up_takes_nobody_along()
    {
        using var end = new CancellationTokenSource();
        var first = Take();
        var (impatient, patient) = (Take(cancellationToken: end.Token), Take());
        await end.CancelAsync();
        Assert.That(async () => await impatient, Throws.InstanceOf<OperationCanceledException>());
        _gate.Release(2);
        Assert.That((await first).IsAdmitted && (await patient).IsAdmitted, Is.True);
    }

    [Test]
    public async Task Where_all_give_up_the_database_is_left_alone()
    {
        using var end = new CancellationTokenSource();
        var take = Take(cancellationToken: end.Token);
        Assert.That(_newest.IsCancellationRequested, Is.False);
        await end.CancelAsync();
        Assert.That(async () => await take, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(_newest.IsCancellationRequested, Is.True);
        _gate.Release();
        Assert.That((await Take()).IsAdmitted, Is.True);
    }

    [Test]
    public async Task A_failure_is_told_to_its_batch_and_not_to_the_next()
    {
        var (first, second) = (Take("broken"), Take("broken"));
        _gate.Release(2);
        Assert.That(async () => await first, Throws.InvalidOperationException);
        Assert.That((await second).IsAdmitted, Is.True);
    }

    private Task<RateLimitDecision> Take(string keyId = "key", CancellationToken cancellationToken = default) => _takes.TakeAsync(keyId, Limits, cancellationToken);
}
