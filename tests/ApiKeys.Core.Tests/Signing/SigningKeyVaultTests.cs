using System.Security.Cryptography;
using ApiKeys.Management;
using ApiKeys.Signing;
using ApiKeys.Stores;
using Microsoft.Extensions.Logging;

namespace ApiKeys.Core.Tests.Signing;

/// <summary>Signing keys where they are stored.</summary>
internal sealed class SigningKeyVaultTests
{
    [Test]
    public async Task S_33_what_is_stored_is_neither_the_secret_nor_the_key_that_signs()
    {
        await using var host = SigningHost.New();
        var issued = await host.IssueSignedAsync();
        var stored = issued.Record.Secrets[0].Hash;
        var key = new byte[32];
        P2sSignV1.DeriveKey(issued.SigningSecret!.Reveal(), issued.Secret.Reveal(), key);
        Assert.That(stored, Does.StartWith("$p2s-sign-v1$aes-gcm$one:"));
        Assert.That(stored, Does.Not.Contain(issued.SigningSecret.Reveal()[10..20]).And.Not.Contain(Convert.ToHexStringLower(key)).And.Not.Contain(Convert.ToBase64String(key)[..20]));
        var other = (await host.IssueSignedAsync()).Record.Secrets[0].Hash;
        Assert.That(other, Is.Not.EqualTo(stored));
    }

    [Test]
    public async Task AC_205_every_flipped_bit_refuses_one_key_with_one_error()
    {
        await using var host = SigningHost.New();
        var issued = await host.IssueSignedAsync();
        var good = issued.Record.Secrets[0].Hash;
        var vault = host.Get<SigningKeyVault>();
        for (var at = 0; at < good.Length; at++)
        {
            for (var bit = 0; bit < 7; bit++)
            {
                var changed = $"{good[..at]}{(char)(good[at] ^ (1 << bit))}{good[(at + 1)..]}";
                Assert.That(vault.Find(issued.Record.Id, issued.Record.Secrets[0] with { Hash = changed }, out _), Is.EqualTo(ApiKeyFailureReason.WrongSignature), changed);
            }
        }

        Assert.That(host.Logs.Lines.Count(line => line.Level == LogLevel.Error), Is.EqualTo(1), "one line a second");
        Assert.That(vault.Find(issued.Record.Id, issued.Record.Secrets[0], out var key), Is.Null);
        Assert.That(key!.Bytes.Length, Is.EqualTo(32));
    }

    [Test]
    public async Task AC_205_a_stored_key_is_good_for_its_place_alone()
    {
        await using var host = SigningHost.New();
        var (one, other) = (await host.IssueSignedAsync(), await host.IssueSignedAsync());
        var moved = other.Record with { Secrets = [other.Record.Secrets[0] with { Hash = one.Record.Secrets[0].Hash }] };
        Assert.That(await host.Live.ApplyAsync(ApiKeyChange.Update(other.Record, moved), default), Is.EqualTo(ApiKeyChangeOutcome.Applied));
        Assert.That(await host.ReasonAsync(host.Sign(other)), Is.EqualTo(ApiKeyFailureReason.WrongSignature));
        Assert.That(host.Get<SigningKeyVault>().Find(one.Record.Id, one.Record.Secrets[0] with { LookupId = "elsewhere" }, out _), Is.EqualTo(ApiKeyFailureReason.WrongSignature));
        Assert.That(await host.ReasonAsync(host.Sign(one)), Is.Null);
    }

    [Test]
    public async Task FC_22_a_server_without_the_key_to_decrypt_says_so_and_hashed_keys_go_on()
    {
        await using var host = SigningHost.New();
        await using var without = new TestHost();
        var issued = await host.IssueSignedAsync();
        Assert.That(await without.Live.ApplyAsync(ApiKeyChange.Add(issued.Record), default), Is.EqualTo(ApiKeyChangeOutcome.Applied));
        Assert.That(await without.ReasonAsync(without.Sign(issued)), Is.EqualTo(ApiKeyFailureReason.SigningKeyUnavailable));
        var line = without.Logs.Lines.Single(line => line.Level == LogLevel.Critical);
        Assert.That(line.Text, Does.Contain(issued.Record.Id).And.Not.Contain(issued.Record.Secrets[0].Hash));
        Assert.That(await without.ReasonAsync((await without.IssueAsync()).Secret.Reveal()), Is.Null);
    }

    [Test]
    public async Task Protection_keys_rotate()
    {
        await using var before = SigningHost.New();
        await using var after = SigningHost.New(builder => builder.ConfigureSigning(signing => signing.ProtectionKeys.Add(new SigningProtectionKey("two", RandomNumberGenerator.GetBytes(32)))));
        var old = await before.IssueSignedAsync();
        await after.Live.ApplyAsync(ApiKeyChange.Add(old.Record), default);
        Assert.That(await after.ReasonAsync(after.Sign(old)), Is.Null);
        var fresh = await after.IssueSignedAsync();
        Assert.That(fresh.Record.Secrets[0].Hash, Does.StartWith("$p2s-sign-v1$aes-gcm$two:"));
        Assert.That(await after.ReasonAsync(after.Sign(fresh)), Is.Null);
    }

    [Test]
    public async Task A_protector_of_the_hosts_own_is_asked_once_for_each_state_of_a_key()
    {
        var protector = new CountingProtector();
        await using var host = new TestHost(builder =>
        {
            builder.ConfigurePolicy(policy => policy.Modes.Add(ApiKeyMode.Signed));
            Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<ISigningKeyProtector>(builder.Services, protector);
        });
        var issued = await host.IssueSignedAsync();
        for (var i = 0; i < 10; i++)
        {
            Assert.That(await host.ReasonAsync(host.Sign(issued, path: $"/{i}")), Is.Null);
        }

        Assert.That(protector.Unprotected, Is.EqualTo(1));
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await host.Manager.RotateAsync(issued.Record.Id, null, new ApiKeyActor("admin", null, null), default);
        Assert.That(await host.ReasonAsync(host.Sign(issued)), Is.Null);
        Assert.That(protector.Unprotected, Is.EqualTo(2));
    }

    [Test]
    public async Task FC_22_a_protector_that_fails_is_the_servers_fault()
    {
        var protector = new CountingProtector { Fails = true };
        await using var host = new TestHost(builder =>
        {
            builder.ConfigurePolicy(policy => policy.Modes.Add(ApiKeyMode.Signed));
            Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<ISigningKeyProtector>(builder.Services, protector);
        });
        var request = host.Sign(await host.IssueSignedAsync());
        Assert.That(await host.ReasonAsync(request), Is.EqualTo(ApiKeyFailureReason.SigningKeyUnavailable));
        Assert.That(host.Logs.Lines.Count(line => line.Level == LogLevel.Critical), Is.EqualTo(1));
        protector.Fails = false;
        Assert.That(await host.ReasonAsync(request), Is.Null);
    }

    [Test]
    public void AC_228_a_host_that_issues_keys_that_sign_has_to_be_able_to_keep_them()
    {
        Assert.That(StartUp.Complaints(keys => keys.AddInMemoryStore().ConfigurePolicy(policy => policy.Modes.Add(ApiKeyMode.Signed))), Has.One.Contains("ProtectionKeys"));
        Assert.That(StartUp.Complaints(keys => Good(keys, "one", 32)), Is.Empty);
        Assert.That(StartUp.Complaints(keys => Good(keys, "one", 31)), Has.One.Contains("32 bytes"));
        Assert.That(StartUp.Complaints(keys => Good(keys, "a:b", 32)), Has.One.Contains("Id"));
        Assert.That(StartUp.Complaints(keys => Good(Good(keys, "one", 32), "one", 32)), Has.One.Contains("same Id"));
        Assert.That(StartUp.Complaints(keys => Good(keys, "one", 32).ConfigureSigning(signing => signing.Lifetime = TimeSpan.Zero)), Has.One.Contains("Lifetime"));
        Assert.That(StartUp.Complaints(keys => keys.AddInMemoryStore().ConfigurePolicy(policy => policy.Modes.Clear())), Has.Some.Contains("Modes"));
    }

    private static ApiKeys.DependencyInjection.ApiKeysBuilder Good(ApiKeys.DependencyInjection.ApiKeysBuilder keys, string id, int bytes) => keys
        .AddInMemoryStore()
        .ConfigurePolicy(policy => policy.Modes.Add(ApiKeyMode.Signed))
        .ConfigureSigning(signing => signing.ProtectionKeys.Add(new SigningProtectionKey(id, new byte[bytes])));

    private sealed class CountingProtector : ISigningKeyProtector
    {
        public int Unprotected { get; private set; }

        public bool Fails { get; set; }

        public string Name => "counting";

        public string Protect(ReadOnlySpan<byte> signingKey, string purpose) => Convert.ToHexStringLower(signingKey);

        public byte[] Unprotect(string protectedKey, string purpose)
        {
            Unprotected++;
            if (Fails)
            {
                throw new HttpRequestException("The service of keys does not answer.");
            }

            return Convert.FromHexString(protectedKey);
        }
    }
}
