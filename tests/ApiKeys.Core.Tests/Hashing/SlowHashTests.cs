using System.Diagnostics;
using ApiKeys.Hashing;
using ApiKeys.Management;
using Microsoft.Extensions.Options;

namespace ApiKeys.Core.Tests.Hashing;

/// <summary>Slow hashes cost once a key and a node, and only a few run at once.</summary>
[TestFixture]
public class SlowHashTests
{
    private static readonly ApiKeyActor Admin = new("admin", null, null);

    [Test]
    public async Task AC_050_a_hash_that_finds_no_memory_is_as_one_that_found_no_turn_and_leaves_its_own_to_the_next()
    {
        var gate = new SlowHashGate(Options.Create(new ApiKeyHashingOptions { MaxConcurrentSlowHashes = 1 }), TimeProvider.System);
        Assert.That(await gate.RunAsync<string>(() => throw new InsufficientMemoryException(), default), Is.Null);
        Assert.That(await gate.RunAsync<string>(() => "hash", default), Is.EqualTo("hash"));
        Assert.That(async () => await gate.RunAsync<string>(() => throw new InvalidOperationException(), default), Throws.InvalidOperationException, "nothing else is hidden");
        Assert.That(await gate.RunAsync<string>(() => "hash", default), Is.EqualTo("hash"));
    }

    [Test]
    public async Task A_key_with_a_slow_hash_pays_once_and_again_after_any_change()
    {
        var hasher = new CountingHasher();
        await using var host = Host(hasher);
        var issued = await host.IssueAsync();
        var text = issued.Secret.Reveal();
        for (var i = 0; i < 10; i++)
        {
            Assert.That(await host.ReasonAsync(text), Is.Null);
        }

        Assert.That(hasher.Verifications, Is.EqualTo(1));
        await host.Manager.EditAsync(issued.Record.Id, new() { Name = "renamed" }, Admin, default);
        Assert.That(await host.ReasonAsync(text), Is.Null);
        Assert.That(hasher.Verifications, Is.EqualTo(2), "an edit empties the memory");
        await host.Manager.RevokeAsync(issued.Record.Id, null, Admin, default);
        Assert.That(await host.ReasonAsync(text), Is.EqualTo(ApiKeyFailureReason.Revoked));
        Assert.That(hasher.Verifications, Is.EqualTo(3));
    }

    [Test]
    public async Task AC_046_unknown_wrong_revoked_and_expired_keys_each_pay_one_comparison()
    {
        var hasher = new CountingHasher();
        await using var host = Host(hasher);
        await using var elsewhere = Host(new CountingHasher());
        var wrong = await host.IssueAsync();
        var revoked = await host.IssueAsync(record => record with { RevokedAt = Records.Start });
        var expired = await host.IssueAsync(record => record with { ExpiresAt = Records.Start });
        var unknown = await elsewhere.IssueAsync();
        foreach (var (text, reason) in new[]
        {
            (Verification.KeyTexts.WithOtherSecret(wrong.Secret.Reveal()), ApiKeyFailureReason.WrongSecret),
            (revoked.Secret.Reveal(), ApiKeyFailureReason.Revoked),
            (expired.Secret.Reveal(), ApiKeyFailureReason.Expired),
            (unknown.Secret.Reveal(), ApiKeyFailureReason.UnknownKey),
        })
        {
            var before = hasher.Verifications;
            Assert.That(await host.ReasonAsync(text), Is.EqualTo(reason));
            Assert.That(hasher.Verifications - before, Is.EqualTo(1), $"{reason}");
        }
    }

    [Test]
    public async Task AC_050_a_flood_runs_no_more_comparisons_than_the_gate_allows_and_the_rest_is_told_to_come_back()
    {
        var hasher = new CountingHasher { Delay = TimeSpan.FromMilliseconds(20) };
        await using var host = Host(hasher, hashing => (hashing.MaxConcurrentSlowHashes, hashing.MaxQueuedSlowHashes) = (2, 5));
        await using var elsewhere = Host(new CountingHasher());
        var unknown = new List<string>();
        for (var i = 0; i < 50; i++)
        {
            unknown.Add((await elsewhere.IssueAsync()).Secret.Reveal());
        }

        var reasons = await Task.WhenAll(unknown.Select(text => Task.Factory.StartNew(() => host.ReasonAsync(text), default, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));
        Assert.That(hasher.MostAtOnce, Is.LessThanOrEqualTo(2));
        Assert.That(reasons, Is.All.AnyOf(ApiKeyFailureReason.UnknownKey, ApiKeyFailureReason.HashingOverloaded));
        Assert.That(reasons, Has.Some.EqualTo(ApiKeyFailureReason.HashingOverloaded));
        Assert.That(ApiKeyFailure.Of(ApiKeyFailureReason.HashingOverloaded).Kind, Is.EqualTo(ApiKeyFailureKind.Unavailable), "503, never 401");
        hasher.Delay = TimeSpan.Zero;
        Assert.That(await host.ReasonAsync(unknown[0]), Is.EqualTo(ApiKeyFailureReason.UnknownKey), "nothing is leaked");
    }

    [Test]
    public async Task C_046_of_many_first_uses_of_one_key_at_once_one_pays_and_nobody_is_turned_away()
    {
        var hasher = new CountingHasher { Delay = TimeSpan.FromMilliseconds(50) };
        await using var host = Host(hasher, hashing => (hashing.MaxConcurrentSlowHashes, hashing.MaxQueuedSlowHashes) = (2, 1));
        var issued = await host.IssueAsync();
        var texts = Enumerable.Repeat(issued.Secret.Reveal(), 40);
        var reasons = await Task.WhenAll(texts.Select(text => Task.Factory.StartNew(() => host.ReasonAsync(text), default, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));
        Assert.That(reasons, Is.All.Null);
        Assert.That(hasher.Verifications, Is.EqualTo(1));
    }

    [Test]
    public async Task C_046_a_caller_that_gives_up_ends_nobody_elses_comparison()
    {
        var hasher = new CountingHasher { Delay = TimeSpan.FromMilliseconds(200) };
        await using var host = Host(hasher);
        var text = (await host.IssueAsync()).Secret.Reveal();
        using var impatient = new CancellationTokenSource();
        var first = Task.Factory.StartNew(() => host.Verifier.VerifyAsync(text, default, impatient.Token).AsTask(), default, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
        Assert.That(() => hasher.Verifications, Is.EqualTo(1).After(5_000, 1));
        var second = host.ReasonAsync(text);
        await impatient.CancelAsync();
        Assert.That(await second, Is.Null);
        Assert.That(hasher.Verifications, Is.EqualTo(1));
        await Task.WhenAny(first);
    }

    [Test]
    public async Task AC_051_a_text_of_a_mebibyte_is_refused_before_anything_is_hashed()
    {
        var hasher = new CountingHasher();
        await using var host = Host(hasher);
        var text = (await host.IssueAsync()).Secret.Reveal();
        foreach (var endless in new[] { new string('a', 1 << 20), text + new string('a', 1 << 20) })
        {
            Assert.That(await host.ReasonAsync(endless), Is.Not.Null);
        }

        Assert.That((hasher.Verifications, host.Store.Reads), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task What_is_remembered_is_bounded()
    {
        var hasher = new CountingHasher();
        await using var host = Host(hasher, hashing => hashing.VerifiedKeyCapacity = 8);
        for (var i = 0; i < 50; i++)
        {
            Assert.That(await host.ReasonAsync((await host.IssueAsync()).Secret.Reveal()), Is.Null);
            Assert.That(host.Verified.Count, Is.LessThanOrEqualTo(8));
        }
    }

    [Test]
    public async Task The_librarys_own_slow_hash_pays_once_too()
    {
        await using var host = new TestHost(keys => keys.ConfigureHashing(hashing => hashing.Algorithm = "pbkdf2-sha256"));
        var text = (await host.IssueAsync()).Secret.Reveal();
        Assert.That(await host.ReasonAsync(text), Is.Null);
        Assert.That(host.Verified.Count, Is.EqualTo(1));
        Assert.That(await host.ReasonAsync(text), Is.Null);
        await using var fast = new TestHost();
        Assert.That(await fast.ReasonAsync((await fast.IssueAsync()).Secret.Reveal()), Is.Null);
        Assert.That(fast.Verified.Count, Is.Zero, "fast hashes are not remembered");
    }

    private static TestHost Host(CountingHasher hasher, Action<ApiKeyHashingOptions>? hashing = null) => new(keys =>
    {
        Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<IApiKeyHasher>(keys.Services, hasher);
        keys.ConfigureHashing(options => options.Algorithm = hasher.Algorithm);
        keys.ConfigureHashing(hashing ?? (_ => { }));
    });

    /// <summary>A hash that says that it is slow, and counts.</summary>
    private sealed class CountingHasher : IApiKeyHasher
    {
        private int _verifications;
        private int _running;
        private int _mostAtOnce;

        public string Algorithm => "counting";

        public bool IsSlow => true;

        public TimeSpan Delay { get; set; }

        public int Verifications => Volatile.Read(ref _verifications);

        public int MostAtOnce => Volatile.Read(ref _mostAtOnce);

        public string Hash(ReadOnlySpan<byte> key, string keyId) => $"$counting${Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(key))}";

        public HashVerdict Verify(ReadOnlySpan<byte> key, string keyId, string storedHash)
        {
            Interlocked.Increment(ref _verifications);
            _mostAtOnce = Math.Max(_mostAtOnce, Interlocked.Increment(ref _running));
            var end = Stopwatch.StartNew();
            while (end.Elapsed < Delay)
            {
                Thread.Sleep(1);
            }

            Interlocked.Decrement(ref _running);
            return Hash(key, keyId) == storedHash ? HashVerdict.Match : HashVerdict.Mismatch;
        }
    }
}
