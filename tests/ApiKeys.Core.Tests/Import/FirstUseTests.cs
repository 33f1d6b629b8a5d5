using ApiKeys.Format;
using ApiKeys.Hashing;
using ApiKeys.Management;
using ApiKeys.Testing;

namespace ApiKeys.Core.Tests.Import;

/// <summary>An imported key works as it did, and its first use makes it a key like any other.</summary>
internal sealed class FirstUseTests
{
    private const string NexusText = "sk_AbCd1234_0123456789abcdefghijABCDEFGHIJkl";

    // Of Foreign.Text(), made by crypt_r of libxcrypt 4.4.33.
    private const string Bcrypt = "$2b$05$abcdefghijklmnopqrstuup7rrSBu31QWk03TWZLWWEsb5f/jlveS";

    private static IEnumerable<TestCaseData> Rows()
    {
        var text = Foreign.Text();
        yield return new TestCaseData(text, Foreign.Row(Bcrypt, ApiKeyHashFormat.SelfDescribing) with { Prefix = "sk_live_", Last4 = "c9d0" }).SetArgDisplayNames("bcrypt by hint, as SalesOS stores it");
        yield return new TestCaseData(text, Foreign.ByHint(text)).SetArgDisplayNames("hint");
        yield return new TestCaseData(text, Foreign.ByHint(text) with { Prefix = "sk_live_0000" }).SetArgDisplayNames("hint that shows more");
        yield return new TestCaseData(text, Foreign.ByDigest(text)).SetArgDisplayNames("digest");
        yield return new TestCaseData(text, Foreign.ByDigest(text) with { Prefix = "sk_live_", Last4 = "c9d0" }).SetArgDisplayNames("digest with hint");
        yield return new TestCaseData(text, Foreign.Row(Sha512(text), ApiKeyHashFormat.Sha512)).SetArgDisplayNames("digest of SHA-512");
        yield return new TestCaseData(text, Foreign.Row(Foreign.Identity(text), ApiKeyHashFormat.AspNetIdentity) with { LookupHash = Foreign.Sha256(text) }).SetArgDisplayNames("lookup hash");
        yield return new TestCaseData(NexusText, Foreign.ByDigest(NexusText) with { Environment = "live", LookupPart = "AbCd1234" }).SetArgDisplayNames("public id");
        yield return new TestCaseData(NexusText, Foreign.ByDigest(NexusText) with { LookupPart = "sk_AbCd1234_" }).SetArgDisplayNames("beginning");
        yield return new TestCaseData(NexusText, Foreign.ByDigest(NexusText) with { Prefix = "sk_AbCd1234_01" }).SetArgDisplayNames("N-2 prefix");
        yield return new TestCaseData(NexusText, Foreign.Row(Foreign.Identity(NexusText), ApiKeyHashFormat.AspNetIdentity) with { LookupPart = "sk_AbCd1234_01" }).SetArgDisplayNames("beginning and slow hash");
    }

    [TestCaseSource(nameof(Rows))]
    public async Task An_imported_key_works_and_becomes_an_ordinary_one(string text, ApiKeyImportRow row)
    {
        await using var host = Foreign.NewHost();
        var id = (await host.ImportGoodAsync(row)).Single();
        var stored = (await host.Store.FindByIdAsync(id, default))!;
        Assert.That(stored.Secrets.Single().ImportedFormat, Is.Not.Null);
        var first = await host.VerifyAsync(text);
        Assert.That(first.Failure, Is.Null);
        Assert.That((first.Key!.Id, first.Key.Scopes), Is.EqualTo((id, ScopeSet.Of("leads:read"))));
        await host.Rehasher.Last;
        var rewritten = (await host.Store.FindByIdAsync(id, default))!.Secrets.Single();
        host.Format.TryParse(text, out var parsed);
        Assert.That((rewritten.LookupId, rewritten.ImportedFormat), Is.EqualTo((host.Format.GetLookupId(parsed), (string?)null)));
        Assert.That(rewritten.Hash, Does.StartWith("$sha256$"));
        Assert.That((rewritten.Hint, rewritten.CreatedAt), Is.EqualTo((stored.Secrets[0].Hint, Foreign.Created)));
        var (before, writes) = (host.Store.Arguments.Count, host.Store.Writes);
        Assert.That((await host.VerifyAsync(text)).Key!.Id, Is.EqualTo(id));
        await host.Rehasher.Last;
        Assert.That(host.Store.Arguments.Skip(before), Has.None.Contain(":"), "the second request looks for nothing but its own id");
        Assert.That(host.Store.Writes, Is.EqualTo(writes));
    }

    [Test]
    public async Task A_wrong_text_is_refused_in_every_kind_and_writes_nothing()
    {
        await using var host = Foreign.NewHost();
        await host.ImportGoodAsync(Foreign.ByHint(Foreign.Text()), Foreign.ByDigest(Foreign.Text(1)), Foreign.ByDigest(NexusText) with { LookupPart = "AbCd1234" });
        var writes = host.Store.Writes;
        Assert.That(await host.ReasonAsync(Foreign.Text(2)), Is.EqualTo(ApiKeyFailureReason.UnknownKey), "a candidate is not told of");
        Assert.That((await host.VerifyAsync(Foreign.Text(2))).RefusedKeyId, Is.Null);
        Assert.That(await host.ReasonAsync(Foreign.Text(0, "zzzz")), Is.EqualTo(ApiKeyFailureReason.UnknownKey));
        Assert.That(await host.ReasonAsync(NexusText[..^1] + "x"), Is.EqualTo(ApiKeyFailureReason.WrongSecret));
        await host.Rehasher.Last;
        Assert.That(host.Store.Writes, Is.EqualTo(writes));
    }

    [Test]
    public async Task Many_first_uses_at_once_write_once()
    {
        await using var host = Foreign.NewHost();
        var id = (await host.ImportGoodAsync(Foreign.ByHint(Foreign.Text()))).Single();
        var writes = host.Store.Writes;
        var reasons = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => host.ReasonAsync(Foreign.Text()))));
        Assert.That(reasons, Is.All.Null);
        await host.Rehasher.Last;
        Assert.That(host.Store.Writes, Is.EqualTo(writes + 1));
        Assert.That((await host.Store.FindByIdAsync(id, default))!.Version, Is.EqualTo(2));
    }

    [Test]
    public async Task FC_30_a_first_use_undoes_no_change_in_between()
    {
        Assert.That((await RaceAsync((_, _) => Task.CompletedTask)).Secrets.Single().ImportedFormat, Is.Null, "undisturbed it is written");
        var revoked = await RaceAsync(async (host, id) => await host.Manager.RevokeAsync(id, "leaked", Foreign.Host, default));
        Assert.That((revoked.RevokedReason, revoked.Secrets.Single().ImportedFormat), Is.EqualTo(("leaked", "aspnet_identity_v3")));
        Assert.That((await RaceAsync(async (host, id) => await host.Manager.EditAsync(id, new() { Name = "renamed" }, Foreign.Host, default))).Name, Is.EqualTo("renamed"));
        Assert.That((await RaceAsync(async (host, id) => await host.Manager.DeleteAsync(id, Foreign.Host, default))).DeletedAt, Is.Not.Null);
    }

    [Test]
    public async Task A_revoked_or_disabled_imported_key_opens_nothing_and_is_not_written()
    {
        await using var host = Foreign.NewHost();
        var ids = await host.ImportGoodAsync(
            Foreign.ByHint(Foreign.Text(1)) with { RevokedAt = Foreign.Created, RevokedReason = "left" },
            Foreign.ByDigest(Foreign.Text(2)) with { RevokedAt = Foreign.Created },
            Foreign.ByHint(Foreign.Text(3)) with { DisabledAt = Foreign.Created },
            Foreign.ByDigest(Foreign.Text(4)) with { ExpiresAt = Foreign.Created.AddDays(1) },
            Foreign.ByHint(Foreign.Text(5)));
        await host.Manager.RevokeAsync(ids[4], null, Foreign.Host, default);
        ApiKeyFailureReason?[] reasons = [.. await Task.WhenAll(Enumerable.Range(1, 5).Select(i => host.ReasonAsync(Foreign.Text(i))))];
        Assert.That(reasons, Is.EqualTo(new ApiKeyFailureReason?[] { ApiKeyFailureReason.UnknownKey, ApiKeyFailureReason.Revoked, ApiKeyFailureReason.Disabled, ApiKeyFailureReason.Expired, ApiKeyFailureReason.UnknownKey }));
        var first = (await host.Store.FindByIdAsync(ids[0], default))!;
        Assert.That((first.RevokedAt, first.RevokedReason, first.Version), Is.EqualTo(((DateTimeOffset?)Foreign.Created, "left", 1L)));
    }

    [Test]
    public async Task AC_080_a_long_request_goes_on_when_its_first_use_writes_the_lookup_id_anew()
    {
        await using var host = Foreign.NewHost();
        var id = (await host.ImportGoodAsync(Foreign.ByHint(Foreign.Text()))).Single();
        var key = (await host.VerifyAsync(Foreign.Text())).Key!;
        await host.Rehasher.Last;
        Assert.That((await host.Verifier.RecheckAsync(key, default, default)).Succeeded, Is.True);
        host.Store.Fault = StoreFault.Down;
        host.Clock.Advance(TimeSpan.FromSeconds(6));
        Assert.That((await host.Verifier.RecheckAsync(key, default, default)).Failure!.Reason, Is.EqualTo(ApiKeyFailureReason.StoreUnavailable));
        host.Store.Fault = StoreFault.None;
        host.Clock.Advance(TimeSpan.FromSeconds(6));
        await host.Manager.RegenerateAsync(id, Foreign.Host, default);
        Assert.That((await host.Verifier.RecheckAsync(key, default, default)).Failure!.Reason, Is.EqualTo(ApiKeyFailureReason.UnknownKey));
    }

    [Test]
    public async Task A_key_keeps_the_algorithm_that_its_host_writes_and_still_gets_its_lookup_id()
    {
        await using var host = Foreign.NewHost(builder => builder.ConfigureHashing(hashing => hashing.Algorithm = "pbkdf2-sha256"));
        var text = Foreign.Text();
        var id = (await host.ImportGoodAsync(Foreign.Row(Foreign.Identity(text, 600_000), ApiKeyHashFormat.AspNetIdentity) with { Prefix = "sk_live_", Last4 = "c9d0" })).Single();
        Assert.That(await host.ReasonAsync(text), Is.Null);
        await host.Rehasher.Last;
        var secret = (await host.Store.FindByIdAsync(id, default))!.Secrets.Single();
        Assert.That(ImportedLookup.IsOne(secret.LookupId), Is.False);
        Assert.That(secret.Hash, Does.StartWith("$pbkdf2-sha256$i=600000$"));
    }

    [Test]
    public async Task What_was_counted_before_the_lookup_id_was_written_anew_stays_with_its_secret()
    {
        await using var host = Foreign.NewHost();
        var id = (await host.ImportGoodAsync(Foreign.ByHint(Foreign.Text()) with { LastUsedAt = Foreign.Created.AddDays(1), UsageCount = 41 })).Single();
        await host.VerifyAsync(Foreign.Text());
        await host.Rehasher.Last;
        await host.Manager.RotateAsync(id, TimeSpan.FromDays(1), Foreign.Host, default);
        var usage = (await host.Directory.GetUsageAsync(id, Foreign.Host, default))!;
        Assert.That(usage.Secrets.Select(secret => (secret.Count, secret.LastUsedAt)), Is.EqualTo(new[] { (0L, (DateTimeOffset?)null), (41L, Foreign.Created.AddDays(1)) }));
        await host.Manager.RegenerateAsync(id, Foreign.Host, default);
        usage = (await host.Directory.GetUsageAsync(id, Foreign.Host, default))!;
        Assert.That((usage.Count, usage.Secrets.Single().Count), Is.EqualTo((41L, 0L)), "a new secret has none of it");
    }

    private static string Sha512(string text) => "sha512$$" + Convert.ToHexStringLower(System.Security.Cryptography.SHA512.HashData(System.Text.Encoding.ASCII.GetBytes(text)));

    // The rewriter has read the key and waits at the gate while somebody else changes it.
    private static async Task<ApiKeyRecord> RaceAsync(Func<TestHost, string, Task> change)
    {
        await using var host = Foreign.NewHost();
        var id = (await host.ImportGoodAsync(Foreign.ByHint(Foreign.Text()))).Single();
        host.Format.TryParse(Foreign.Text(), out var parsed);
        await host.Live.FindByLookupIdAsync(host.Format.GetLookupId(parsed), default);
        await host.Live.FindByLookupIdAsync((await host.Live.FindByIdAsync(id, default))!.Secrets[0].LookupId, default);
        var gate = host.Store.Gate = new ArrivalGate(2);
        Assert.That(await host.ReasonAsync(Foreign.Text()), Is.Null);
        var rewriting = host.Rehasher.Last;
        Assert.That(() => gate.Arrived, Is.EqualTo(1).After(5_000, 5));
        host.Store.Gate = null;
        await change(host, id);
        gate.Open();
        await rewriting;
        return (await host.Store.FindByIdAsync(id, default))!;
    }
}
