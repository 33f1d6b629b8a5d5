using NUnit.Framework;

namespace ApiKeys.Stores.Conformance;

/// <summary>What a store of signatures has to do. Inherit it, give it your store, run it.</summary>
[TestFixture]
public abstract class ReplayStoreConformance
{
    private static readonly byte[] Signature = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    /// <summary>An empty store for one test.</summary>
    protected abstract ValueTask<IReplayStore> CreateAsync();

    /// <summary>Lets time pass on the store's clock.</summary>
    /// <param name="duration">How much.</param>
    protected abstract ValueTask PassAsync(TimeSpan duration);

    /// <summary>Of many at once exactly one is the first, and none comes later.</summary>
    [Test]
    public async Task Of_many_at_once_one_is_the_first()
    {
        var store = await CreateAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(async () => await AddAsync(store, "key", Signature))));
        Assert.That(answers.Count(isFirst => isFirst), Is.EqualTo(1));
        Assert.That(await AddAsync(store, "key", Signature), Is.False);
    }

    /// <summary>Another key's signature is another one, and so is every other byte.</summary>
    [Test]
    public async Task Keys_and_bytes_tell_signatures_apart()
    {
        var store = await CreateAsync();
        Assert.That(await AddAsync(store, "key", Signature), Is.True);
        Assert.That(await AddAsync(store, "KEY", Signature), Is.True);
        Assert.That(await AddAsync(store, "key", [.. Signature[..31], 255]), Is.True);
        Assert.That(await AddAsync(store, "key", Signature[..31]), Is.True);
        Assert.That(await AddAsync(store, "KEY", Signature), Is.False);
    }

    /// <summary>A signature is remembered for its window.</summary>
    [Test]
    public async Task A_signature_is_remembered_for_its_window()
    {
        var store = await CreateAsync();
        Assert.That(await store.TryAddAsync("key", Signature, TimeSpan.FromSeconds(2), CancellationToken.None), Is.True);
        await PassAsync(TimeSpan.FromSeconds(1));
        Assert.That(await AddAsync(store, "key", Signature), Is.False);
        await PassAsync(TimeSpan.FromSeconds(1.2));
        Assert.That(await AddAsync(store, "key", Signature), Is.True);
    }

    private static ValueTask<bool> AddAsync(IReplayStore store, string keyId, byte[] signature) =>
        store.TryAddAsync(keyId, signature, TimeSpan.FromSeconds(35), CancellationToken.None);
}
