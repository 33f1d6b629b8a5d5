using System.Security.Cryptography;
using System.Xml.Linq;
using ApiKeys.AspNetCore.Authentication;
using ApiKeys.AspNetCore.Tests.Host;
using ApiKeys.Signing;
using ApiKeys.Stores;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace ApiKeys.AspNetCore.Tests.Signing;

/// <summary>Signing keys by Data Protection: the default.</summary>
internal sealed class DataProtectionTests
{
    [Test]
    public async Task S_33_signing_keys_are_encrypted_by_data_protection_where_nothing_else_is_said()
    {
        await using var host = await SignedHost.StartAsync();
        var key = await host.IssueAsync();
        Assert.That(key.Record.Secrets[0].Hash, Does.StartWith("$p2s-sign-v1$data-protection$"));
        Assert.That((await host.GetAsync(key, "/me")).Status, Is.EqualTo(200));
        await using var aes = await SignedHost.StartAsync(keys => keys.ConfigureSigning(signing => signing.ProtectionKeys.Add(new SigningProtectionKey("k", new byte[32]))));
        Assert.That((await aes.IssueAsync()).Record.Secrets[0].Hash, Does.StartWith("$p2s-sign-v1$aes-gcm$k:"));
    }

    [Test]
    public async Task FC_22_a_key_ring_that_is_lost_is_the_servers_fault_and_hashed_keys_go_on()
    {
        await using var first = await SignedHost.StartAsync(services: NewRing);
        await using var second = await SignedHost.StartAsync(services: NewRing);
        var key = await first.IssueAsync();
        await second.Inner.Services.GetRequiredService<IApiKeyStore>().ApplyAsync(ApiKeyChange.Add(key.Record), default);
        var response = await second.GetAsync(key, "/me");
        Assert.That(response.Status, Is.EqualTo(503));
        Assert.That(response.HeaderValues("Retry-After"), Is.Not.Empty);
        Assert.That(second.Inner.Log.Count(line => line.Level == LogLevel.Critical), Is.EqualTo(1));
        Expect.Accepted(await second.Inner.GetAsync("/me", (await second.Inner.IssueAsync()) is var bearer ? bearer.Bearer : ""), bearer);
    }

    [Test]
    public async Task FC_22_a_key_ring_that_cannot_be_read_is_the_servers_fault_too()
    {
        await using var first = await SignedHost.StartAsync(services: NewRing);
        await using var second = await SignedHost.StartAsync(services: builder => builder.Services.AddDataProtection().AddKeyManagementOptions(options => options.XmlRepository = new UnreadableRing()));
        var key = await first.IssueAsync();
        await second.Inner.Services.GetRequiredService<IApiKeyStore>().ApplyAsync(ApiKeyChange.Add(key.Record), default);
        Assert.That((await second.GetAsync(key, "/me")).Status, Is.EqualTo(503));
        Assert.That(second.Inner.Log.Any(line => line.Text.Contains("signing key", StringComparison.OrdinalIgnoreCase) && line.Level == LogLevel.Critical), Is.True);
    }

    [Test]
    public async Task AC_205_what_is_changed_or_moved_is_refused_and_one_error_says_so()
    {
        await using var host = await SignedHost.StartAsync(services: NewRing);
        var protector = (DataProtectionSigningKeyProtector)host.Inner.Services.GetRequiredService<ISigningKeyProtector>();
        var sealedKey = protector.Protect(new byte[32], "here");
        Assert.That(protector.Unprotect(sealedKey, "here"), Is.EqualTo(new byte[32]));
        Assert.That(() => protector.Unprotect(sealedKey, "there"), Throws.InstanceOf<CryptographicException>());
        Assert.That(() => protector.Unprotect("*", "here"), Throws.InstanceOf<CryptographicException>());
        Assert.That(() => protector.Unprotect("", "here"), Throws.InstanceOf<CryptographicException>());
        var (one, other) = (await host.IssueAsync(), await host.IssueAsync());
        await host.Inner.ChangeAsync(new TestKey(one.Record, one.ApiKey), record => record with { Secrets = [record.Secrets[0] with { Hash = other.Record.Secrets[0].Hash }] });
        Assert.That((await host.GetAsync(one, "/me")).Status, Is.EqualTo(401));
        Assert.That(host.Inner.Log.Count(line => line.Level == LogLevel.Error), Is.EqualTo(1));
        Assert.That((await host.GetAsync(other, "/me")).Status, Is.EqualTo(200));
    }

    [TestCase("10.0.0", true)]
    [TestCase("10.0.6+abc", true)]
    [TestCase("10.0.3-servicing.1+abc", true)]
    [TestCase("10.0.7", false)]
    [TestCase("10.0.12+abc", false)]
    [TestCase("9.0.5", false)]
    [TestCase(null, false)]
    public void AC_205_versions_whose_encryption_can_be_forged_are_refused(string? version, bool isAffected)
    {
        Assert.That(DataProtectionVersion.IsAffected("Microsoft.AspNetCore.DataProtection", version), Is.EqualTo(isAffected));
        Assert.That(DataProtectionVersion.IsAffected("Another", version), Is.False);
        Assert.That(() => DataProtectionVersion.ThrowIfAffected(typeof(KeyManagementOptions).Assembly), Throws.Nothing);
    }

    // Ephemeral rings all have the same key id.
    private static void NewRing(WebApplicationBuilder builder) =>
        builder.Services.AddDataProtection().PersistKeysToFileSystem(Directory.CreateTempSubdirectory("apikeys-ring"));

    private sealed class UnreadableRing : IXmlRepository
    {
        public IReadOnlyCollection<XElement> GetAllElements() => throw new IOException("down");

        public void StoreElement(XElement element, string friendlyName) => throw new IOException("down");
    }
}
