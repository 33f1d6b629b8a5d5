using System.Text;
using ApiKeys.Core.Tests.Hashing;
using ApiKeys.Hashing;
using ApiKeys.Hashing.Argon2;
using ApiKeys.Management;
using ApiKeys.Stores;
using ApiKeys.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiKeys.Core.Tests.Verification;

/// <summary>Keys under bcrypt and Argon2id cost what such hashes cost once a node, and are written anew like others.</summary>
[TestFixture]
internal sealed class SlowHashUseTests
{
    private static readonly ApiKeyActor Admin = new("admin", null, null);

    private static IEnumerable<string> Slow => ["bcrypt", "bcrypt-sha256", "argon2id"];

    [TestCaseSource(nameof(Slow))]
    public async Task S_26_the_first_use_pays_and_a_change_makes_the_next_one_pay_again(string algorithm)
    {
        var hasher = Make(algorithm);
        await using var host = Host(hasher);
        var issued = await host.IssueAsync();
        var text = issued.Secret.Reveal();
        Assert.That(issued.Record.Secrets[0].Hash, Does.StartWith(algorithm == "bcrypt" ? "$2b$04$" : $"${algorithm}$"));
        Assert.That(issued.Record.Secrets[0].Hash, Does.Not.Contain(text[^20..]), "the text is nowhere");
        for (var i = 0; i < 10; i++)
        {
            Assert.That(await host.ReasonAsync(text), Is.Null);
        }

        Assert.That(hasher.Verifications, Is.EqualTo(1));
        Assert.That(await host.ReasonAsync(KeyTexts.WithOtherSecret(text)), Is.EqualTo(ApiKeyFailureReason.WrongSecret));
        Assert.That(hasher.Verifications, Is.EqualTo(2), "a wrong secret is never remembered");
        await host.Manager.EditAsync(issued.Record.Id, new() { Name = "renamed" }, Admin, default);
        Assert.That(await host.ReasonAsync(text), Is.Null);
        Assert.That(hasher.Verifications, Is.EqualTo(3));
        await host.Manager.RevokeAsync(issued.Record.Id, null, Admin, default);
        Assert.That(await host.ReasonAsync(text), Is.EqualTo(ApiKeyFailureReason.Revoked));
        Assert.That(hasher.Verifications, Is.EqualTo(4));
    }

    [TestCaseSource(nameof(Slow))]
    public async Task S_26_another_process_pays_for_itself(string algorithm)
    {
        var (first, second) = (Make(algorithm), Make(algorithm));
        await using var host = Host(first);
        await using var restarted = Host(second);
        var issued = await host.IssueAsync();
        Assert.That(await restarted.Live.ApplyAsync(ApiKeyChange.Add(issued.Record), default), Is.EqualTo(ApiKeyChangeOutcome.Applied));
        foreach (var node in new[] { host, restarted, host, restarted })
        {
            Assert.That(await node.ReasonAsync(issued.Secret.Reveal()), Is.Null);
        }

        Assert.That((first.Verifications, second.Verifications), Is.EqualTo((1, 1)));
    }

    [TestCaseSource(nameof(Slow))]
    public async Task S_26_many_first_uses_at_once_pay_once(string algorithm)
    {
        var hasher = Make(algorithm);
        await using var host = Host(hasher);
        var text = (await host.IssueAsync()).Secret.Reveal();
        var reasons = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Task.Run(() => host.ReasonAsync(text))));
        Assert.That(reasons, Is.All.Null);
        Assert.That(hasher.Verifications, Is.EqualTo(1));
    }

    [TestCaseSource(nameof(Slow))]
    public async Task AC_046_unknown_wrong_revoked_and_expired_keys_pay_the_same_hash(string algorithm)
    {
        var hasher = Make(algorithm);
        await using var host = Host(hasher);
        await using var elsewhere = new TestHost();
        var wrong = await host.IssueAsync();
        var revoked = await host.IssueAsync(record => record with { RevokedAt = Records.Start });
        var expired = await host.IssueAsync(record => record with { ExpiresAt = Records.Start });
        var unknown = await elsewhere.IssueAsync();
        foreach (var text in new[] { KeyTexts.WithOtherSecret(wrong.Secret.Reveal()), revoked.Secret.Reveal(), expired.Secret.Reveal(), unknown.Secret.Reveal() })
        {
            var before = hasher.Verifications;
            Assert.That(await host.ReasonAsync(text), Is.Not.Null);
            Assert.That(hasher.Verifications - before, Is.EqualTo(1));
        }
    }

    [TestCaseSource(nameof(Slow))]
    public async Task AC_047_a_malformed_hash_refuses_its_key_warns_without_it_and_leaves_the_others_alone(string algorithm)
    {
        await using var host = Host(Make(algorithm));
        var good = await host.IssueAsync();
        foreach (var stored in new[] { "$2a$05$abc", "$2x$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", "$2b$31$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", "$argon2id$v=19$m=4194304,t=1,p=1$c2FsdFNBTFRzYWx0U0FMVA$qa2VMuKSMM7dE+HCup5KhrAJ8BbKEBeci7zeRAinN3g" })
        {
            var spoilt = await host.IssueAsync(record => record with { Secrets = [record.Secrets[0] with { Hash = stored }] });
            host.Clock.Advance(TimeSpan.FromSeconds(1));
            var before = host.Logs.Lines.Count;
            Assert.That(await host.ReasonAsync(spoilt.Secret.Reveal()), Is.EqualTo(ApiKeyFailureReason.WrongSecret));
            var lines = host.Logs.Lines.Skip(before).ToList();
            Assert.That(lines, Has.One.Matches<(LogLevel Level, string Text)>(line => line.Level == LogLevel.Warning && line.Text.Contains(spoilt.Record.Id, StringComparison.Ordinal)));
            Assert.That(lines, Has.None.Matches<(LogLevel Level, string Text)>(line => line.Text.Contains(stored[5..], StringComparison.Ordinal)));
            Assert.That(await host.ReasonAsync(good.Secret.Reveal()), Is.Null);
        }
    }

    [Test]
    public async Task AC_050_a_flood_of_unknown_keys_keeps_to_the_gate_and_to_its_memory()
    {
        const int Gate = 2;
        var pool = new ArenaPool(Gate, TimeProvider.System);
        var hasher = new CountingHasher(new Argon2ApiKeyHasher(Parameters(4_096), Parameters(4_096), pool));
        await using var host = Host(hasher, hashing => (hashing.MaxConcurrentSlowHashes, hashing.MaxQueuedSlowHashes) = (Gate, 5));
        await using var elsewhere = new TestHost();
        var texts = new List<string>();
        for (var i = 0; i < 60; i++)
        {
            texts.Add((await elsewhere.IssueAsync()).Secret.Reveal());
        }

        var reasons = await Task.WhenAll(texts.Select(text => Task.Factory.StartNew(() => host.ReasonAsync(text), default, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));
        Assert.That(reasons, Is.All.AnyOf(ApiKeyFailureReason.UnknownKey, ApiKeyFailureReason.HashingOverloaded));
        Assert.That(reasons, Has.Some.EqualTo(ApiKeyFailureReason.UnknownKey));
        Assert.That(hasher.MostAtOnce, Is.LessThanOrEqualTo(Gate));
        Assert.That(pool.Count, Is.InRange(1, Gate));
        pool.Dispose();
    }

    [TestCaseSource(nameof(Slow))]
    public async Task AC_051_a_text_of_a_mebibyte_is_refused_before_anything_is_hashed(string algorithm)
    {
        var hasher = Make(algorithm);
        await using var host = Host(hasher);
        var text = (await host.IssueAsync()).Secret.Reveal();
        Assert.That(await host.ReasonAsync(text + new string('a', 1 << 20)), Is.Not.Null);
        Assert.That(hasher.Verifications, Is.Zero);
    }

    [Test]
    public async Task S_26_a_key_under_bcrypt_is_written_anew_under_argon2id_with_its_first_use()
    {
        await using var host = Host(Make("argon2id"));
        var issued = await IssueUnderBcryptAsync(host);
        Assert.That(await host.ReasonAsync(issued.Secret.Reveal()), Is.Null);
        await host.Rehasher.Last;
        var stored = (await host.Store.FindByIdAsync(issued.Record.Id, default))!;
        Assert.That(stored.Secrets[0].Hash, Does.StartWith("$argon2id$v=19$m=8,t=1,p=1$"));
        Assert.That(stored.RateLimits, Is.EqualTo(issued.Record.RateLimits));
        Assert.That(stored with { Secrets = issued.Record.Secrets, Version = issued.Record.Version, RateLimits = issued.Record.RateLimits }, Is.EqualTo(issued.Record), "and nothing else");
        Assert.That(await host.ReasonAsync(issued.Secret.Reveal()), Is.Null);
    }

    [Test]
    public async Task S_26_writing_a_hash_anew_never_undoes_a_revocation()
    {
        await using var host = Host(Make("argon2id"));
        var issued = await IssueUnderBcryptAsync(host);
        Assert.That(await host.Live.FindByLookupIdAsync(issued.Record.Secrets[0].LookupId, default), Is.Not.Null);
        var gate = host.Store.Gate = new ArrivalGate(2);
        Assert.That(await host.ReasonAsync(issued.Secret.Reveal()), Is.Null);
        var rewriting = host.Rehasher.Last;
        Assert.That(() => gate.Arrived, Is.EqualTo(1).After(5_000, 5));
        host.Store.Gate = null;
        await host.Manager.RevokeAsync(issued.Record.Id, null, Admin, default);
        gate.Open();
        await rewriting;
        Assert.That((await host.Store.FindByIdAsync(issued.Record.Id, default))!.RevokedAt, Is.Not.Null);
        Assert.That(await host.ReasonAsync(issued.Secret.Reveal()), Is.EqualTo(ApiKeyFailureReason.Revoked));
    }

    private static async Task<IssuedApiKey> IssueUnderBcryptAsync(TestHost host)
    {
        var issued = await host.IssueAsync();
        var hash = new BcryptApiKeyHasher(4, 14).Hash(Encoding.ASCII.GetBytes(issued.Secret.Reveal()), issued.Record.Id);
        var change = ApiKeyChange.Update(issued.Record, issued.Record with { Secrets = [issued.Record.Secrets[0] with { Hash = hash }] });
        Assert.That(await host.Live.ApplyAsync(change, default), Is.EqualTo(ApiKeyChangeOutcome.Applied));
        return issued with { Record = change.Record! };
    }

    private static CountingHasher Make(string algorithm) => new(algorithm switch
    {
        "bcrypt" => new BcryptApiKeyHasher(4, 14),
        "bcrypt-sha256" => new BcryptSha256ApiKeyHasher(4, 14),
        _ => new Argon2ApiKeyHasher(Parameters(8), Parameters(19_456), Hashes.Arenas),
    });

    private static Argon2Parameters Parameters(int memoryKib) => new(Argon2Type.Id, Argon2Parameters.LatestVersion, memoryKib, 1, 1);

    private static TestHost Host(CountingHasher hasher, Action<ApiKeyHashingOptions>? hashing = null) => new(keys =>
    {
        keys.Services.AddSingleton<IApiKeyHasher>(hasher);
        keys.ConfigureHashing(options => options.Algorithm = hasher.Algorithm);
        keys.ConfigureHashing(hashing ?? (_ => { }));
    });
}
