using ApiKeys.Format;
using Microsoft.Extensions.Logging;

namespace ApiKeys.Core.Tests.Verification;

[TestFixture]
public class VerifierStoreSeamTests
{
    [TestCaseSource(typeof(Format.Formats), nameof(Format.Formats.All))]
    public async Task AC_033_store_and_log_never_see_the_secret(KeyTemplate template)
    {
        await using var host = new TestHost(builder => builder.ConfigureFormat(format => format.Template = template));
        var text = (await host.IssueAsync()).Secret.Reveal();
        await host.VerifyAsync(text);
        await host.VerifyAsync(host.Format.Generate("live").Text);
        await host.VerifyAsync(text + "x");
        var secret = text[^32..^8];
        Assert.That(host.Store.Arguments, Is.Not.Empty);
        Assert.That(host.Store.Arguments, Has.None.Contains(secret));
        Assert.That(host.Logs.Lines, Is.Not.Empty);
        Assert.That(host.Logs.Lines.Select(line => line.Text), Has.None.Contains(secret));
    }

    [Test]
    public async Task AC_033_stored_record_holds_no_part_of_the_secret()
    {
        await using var host = new TestHost();
        var issued = await host.IssueAsync();
        var version = issued.Record.Secrets[0];
        Assert.That($"{version.LookupId} {version.Hash} {version.Hint}", Does.Not.Contain(KeyTexts.Secret(issued.Secret.Reveal())[..8]));
    }

    [Test]
    public async Task AC_057_wrong_checksum_asks_no_store()
    {
        await using var host = new TestHost();
        var text = (await host.IssueAsync()).Secret.Reveal();
        var wrong = text[..^1] + (text[^1] == 'a' ? 'b' : 'a');
        Assert.That(await host.ReasonAsync(wrong), Is.EqualTo(ApiKeyFailureReason.WrongChecksum));
        Assert.That(host.Store.Reads, Is.Zero);
        await host.VerifyAsync(text);
        Assert.That(host.Store.Reads, Is.EqualTo(1));
    }

    [TestCase("")]
    [TestCase("mytoken123456789")]
    [TestCase("ak_live_")]
    [TestCase("null")]
    public async Task AC_004_text_that_is_no_key_asks_no_store(string text)
    {
        await using var host = new TestHost();
        await host.IssueAsync();
        Assert.That(await host.ReasonAsync(text), Is.AnyOf(ApiKeyFailureReason.UnknownPrefix, ApiKeyFailureReason.MalformedKey));
        Assert.That(host.Store.Reads, Is.Zero);
    }

    [TestCase(257)]
    [TestCase(4_096)]
    [TestCase(1_000_000)]
    public async Task AC_018_long_text_asks_no_store(int length)
    {
        await using var host = new TestHost();
        Assert.That(await host.ReasonAsync("ak_live_" + new string('a', length)), Is.EqualTo(ApiKeyFailureReason.MalformedKey));
        Assert.That(host.Store.Reads, Is.Zero);
    }

    [Test]
    public async Task AC_034_record_found_by_a_looser_comparison_is_not_accepted()
    {
        var store = new LooseStore(null);
        await using var host = new TestHost(builder => builder.AddStore(_ => store));
        var issued = await host.IssueAsync();
        store.Record = issued.Record;
        Assert.That(await host.ReasonAsync(issued.Secret.Reveal()), Is.Null);
        var lower = issued.Record.Secrets[0] with { LookupId = Swap(issued.Record.Secrets[0].LookupId) };
        store.Record = issued.Record with { Secrets = [lower] };
        host.Clock.Advance(TimeSpan.FromSeconds(5));
        var verification = await host.VerifyAsync(issued.Secret.Reveal());
        Assert.That(verification.Failure!.Reason, Is.EqualTo(ApiKeyFailureReason.UnknownKey));
        Assert.That(verification.RefusedKeyId, Is.Null);
    }

    [TestCase("")]
    [TestCase("x")]
    [TestCase("$sha256$")]
    [TestCase("$2a$05$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234")]
    public async Task AC_047_unreadable_hash_refuses_that_key_alone_with_one_warning(string hash)
    {
        await using var host = new TestHost();
        var good = await host.IssueAsync();
        var broken = await host.IssueAsync(record => record with { Secrets = [record.Secrets[0] with { Hash = hash }] });
        Assert.That(await host.ReasonAsync(broken.Secret.Reveal()), Is.EqualTo(ApiKeyFailureReason.WrongSecret));
        Assert.That(await host.ReasonAsync(good.Secret.Reveal()), Is.Null);
        var warning = host.Logs.Lines.Single(line => line.Level == LogLevel.Warning).Text;
        Assert.That(warning, Does.Contain(broken.Record.Id));
        Assert.That(host.Logs.Lines.Select(line => line.Text), Has.None.Contains("abcdefghijklmnopqrstuu"));
    }

    private static string Swap(string text) => string.Concat(text.Select(c => char.IsLower(c) ? char.ToUpperInvariant(c) : char.ToLowerInvariant(c)));
}
