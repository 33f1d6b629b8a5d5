using ApiKeys.Format;

namespace ApiKeys.Core.Tests.Verification;

[TestFixture]
public class VerifierSecretTests
{
    [Test]
    public async Task AC_064_issued_key_is_good()
    {
        await using var host = new TestHost();
        var issued = await host.IssueAsync();
        var verification = await host.VerifyAsync(issued.Secret.Reveal());
        Assert.That(verification.Succeeded, Is.True);
        Assert.That(verification.Failure, Is.Null);
        Assert.That(verification.Key!.Record, Is.SameAs(issued.Record));
        Assert.That(verification.Key.Secret, Is.SameAs(issued.Record.Secrets[0]));
        Assert.That(verification.Key.ToString(), Is.EqualTo($"VerifiedApiKey {issued.Record.Id}"));
    }

    [TestCaseSource(typeof(Format.Formats), nameof(Format.Formats.All))]
    public async Task Issued_key_of_every_shape_is_good_and_another_one_is_not(KeyTemplate template)
    {
        await using var host = new TestHost(builder => builder.ConfigureFormat(format => format.Template = template));
        var text = (await host.IssueAsync()).Secret.Reveal();
        Assert.That(await host.ReasonAsync(text), Is.Null);
        Assert.That(await host.ReasonAsync(host.Format.Generate("live").Text), Is.EqualTo(ApiKeyFailureReason.UnknownKey));
    }

    [Test]
    public async Task AC_059_unknown_id_is_refused()
    {
        await using var host = new TestHost();
        var text = (await host.IssueAsync()).Secret.Reveal();
        var verification = await host.VerifyAsync(KeyTexts.Join("ak_live_", "000000000000", KeyTexts.Secret(text)));
        Assert.That(verification.Failure!.Reason, Is.EqualTo(ApiKeyFailureReason.UnknownKey));
        Assert.That(verification.Failure.Kind, Is.EqualTo(ApiKeyFailureKind.Unauthorized));
        Assert.That(verification.RefusedKeyId, Is.Null);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task AC_058_wrong_secret_with_a_right_checksum_is_refused(bool atEnd)
    {
        await using var host = new TestHost();
        var issued = await host.IssueAsync();
        var verification = await host.VerifyAsync(KeyTexts.WithOtherSecret(issued.Secret.Reveal(), atEnd));
        Assert.That(verification.Succeeded, Is.False);
        Assert.That(verification.Failure!.Reason, Is.EqualTo(ApiKeyFailureReason.WrongSecret));
        Assert.That(verification.RefusedKeyId, Is.EqualTo(issued.Record.Id));
    }

    [Test]
    public async Task AC_022_spliced_keys_are_refused()
    {
        await using var host = new TestHost();
        var a = (await host.IssueAsync()).Secret.Reveal();
        var b = (await host.IssueAsync()).Secret.Reveal();
        var test = (await host.IssueAsync(TestHost.Request with { Environment = "test" })).Secret.Reveal();
        var spliced = new[]
        {
            KeyTexts.Join("ak_live_", KeyTexts.Id(a), KeyTexts.Secret(b)),
            KeyTexts.Join("ak_live_", KeyTexts.Id(b), KeyTexts.Secret(a)),
            KeyTexts.Join("ak_live_", KeyTexts.Id(test), KeyTexts.Secret(test)),
            KeyTexts.Join("ak_test_", KeyTexts.Id(a), KeyTexts.Secret(a)),
        };
        foreach (var text in spliced)
        {
            Assert.That(await host.ReasonAsync(text), Is.EqualTo(ApiKeyFailureReason.WrongSecret), text);
        }

        Assert.That(KeyTexts.Join("ak_live_", KeyTexts.Id(a), KeyTexts.Secret(a)), Is.EqualTo(a), "joining what belongs together gives the key");
    }

    [Test]
    public async Task AC_043_hash_moved_to_another_record_opens_nothing_with_a_pepper()
    {
        await using var host = new TestHost(builder => builder.ConfigureHashing(hashing => hashing.Peppers.Add(new("2026", new byte[32]))));
        var victim = await host.IssueAsync();
        Assert.That(await host.ReasonAsync(victim.Secret.Reveal()), Is.Null);
        var thief = await host.IssueAsync(record => record with { Secrets = [victim.Record.Secrets[0] with { LookupId = record.Secrets[0].LookupId }] });
        var mixed = KeyTexts.Join("ak_live_", KeyTexts.Id(thief.Secret.Reveal()), KeyTexts.Secret(victim.Secret.Reveal()));
        Assert.That(await host.ReasonAsync(mixed), Is.EqualTo(ApiKeyFailureReason.WrongSecret));
    }

    [Test]
    public async Task AC_181_signed_key_sent_as_a_bearer_token_is_refused()
    {
        await using var host = new TestHost();
        var issued = await host.IssueAsync(record => record with { Mode = ApiKeyMode.Signed });
        Assert.That(await host.ReasonAsync(issued.Secret.Reveal()), Is.EqualTo(ApiKeyFailureReason.WrongMode));
    }

    [Test]
    public async Task AC_087_both_secrets_of_a_rotation_open_the_key()
    {
        await using var host = new TestHost();
        var other = await host.IssueAsync();
        var record = await host.Store.FindByIdAsync(other.Record.Id, CancellationToken.None);
        await host.Live.ApplyAsync(Stores.ApiKeyChange.Delete(record!), CancellationToken.None);
        var issued = await host.IssueAsync(current => current with { Secrets = [.. current.Secrets, other.Record.Secrets[0]] });
        Assert.That((await host.VerifyAsync(issued.Secret.Reveal())).Key!.Id, Is.EqualTo(issued.Record.Id));
        var second = await host.VerifyAsync(other.Secret.Reveal());
        Assert.That(second.Key!.Id, Is.EqualTo(issued.Record.Id));
        Assert.That(second.Key.Secret.LookupId, Is.EqualTo(other.Record.Secrets[0].LookupId));
    }
}
