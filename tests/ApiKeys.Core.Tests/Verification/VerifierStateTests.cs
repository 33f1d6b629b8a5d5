namespace ApiKeys.Core.Tests.Verification;

[TestFixture]
public class VerifierStateTests
{
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    [Test]
    public async Task AC_065_revoked_key_is_refused_with_one_401()
    {
        await using var host = new TestHost();
        var issued = await host.IssueAsync(record => record with { RevokedAt = Records.Start });
        var verification = await host.VerifyAsync(issued.Secret.Reveal());
        Assert.That(verification.Failure!.Reason, Is.EqualTo(ApiKeyFailureReason.Revoked));
        Assert.That(verification.Failure.Kind, Is.EqualTo(ApiKeyFailureKind.Unauthorized));
        Assert.That(verification.Key, Is.Null);
        Assert.That(verification.RefusedKeyId, Is.EqualTo(issued.Record.Id));
    }

    [Test]
    public async Task AC_065_disabled_key_is_refused_and_good_again_when_enabled()
    {
        await using var host = new TestHost();
        var issued = await host.IssueAsync(record => record with { DisabledAt = Records.Start });
        Assert.That(await host.ReasonAsync(issued.Secret.Reveal()), Is.EqualTo(ApiKeyFailureReason.Disabled));
        var enabled = issued.Record with { DisabledAt = null };
        await host.Live.ApplyAsync(Stores.ApiKeyChange.Update(enabled), CancellationToken.None);
        Assert.That(await host.ReasonAsync(issued.Secret.Reveal()), Is.Null);
    }

    [Test]
    public async Task AC_065_deleted_key_is_unknown()
    {
        await using var host = new TestHost();
        var issued = await host.IssueAsync();
        Assert.That(await host.ReasonAsync(issued.Secret.Reveal()), Is.Null);
        await host.Live.ApplyAsync(Stores.ApiKeyChange.Delete(issued.Record), CancellationToken.None);
        Assert.That(await host.ReasonAsync(issued.Secret.Reveal()), Is.EqualTo(ApiKeyFailureReason.UnknownKey));
    }

    [Test]
    public async Task AC_075_key_is_good_1_ms_before_its_end_and_refused_at_the_instant()
    {
        await using var host = new TestHost();
        var issued = await host.IssueAsync();
        host.Clock.Advance(TimeSpan.FromDays(90) - Millisecond);
        Assert.That(await host.ReasonAsync(issued.Secret.Reveal()), Is.Null);
        host.Clock.Advance(Millisecond);
        Assert.That(await host.ReasonAsync(issued.Secret.Reveal()), Is.EqualTo(ApiKeyFailureReason.Expired));
    }

    [Test]
    public async Task AC_069_key_is_refused_1_ms_before_its_beginning_and_good_at_the_instant()
    {
        await using var host = new TestHost();
        var issued = await host.IssueAsync(TestHost.Request with { NotBeforeAt = Records.Start.AddDays(1) });
        host.Clock.Advance(TimeSpan.FromDays(1) - Millisecond);
        Assert.That(await host.ReasonAsync(issued.Secret.Reveal()), Is.EqualTo(ApiKeyFailureReason.NotYetValid));
        host.Clock.Advance(Millisecond);
        Assert.That(await host.ReasonAsync(issued.Secret.Reveal()), Is.Null);
    }

    [Test]
    public async Task C_5_secret_ends_before_its_key_does()
    {
        await using var host = new TestHost();
        var end = Records.Start.AddHours(1);
        var issued = await host.IssueAsync(record => record with { Secrets = [record.Secrets[0] with { ExpiresAt = end }] });
        host.Clock.Advance(TimeSpan.FromHours(1) - Millisecond);
        Assert.That(await host.ReasonAsync(issued.Secret.Reveal()), Is.Null);
        host.Clock.Advance(Millisecond);
        Assert.That(await host.ReasonAsync(issued.Secret.Reveal()), Is.EqualTo(ApiKeyFailureReason.Expired));
    }

    [Test]
    public async Task C_5_secret_begins_after_its_key_does()
    {
        await using var host = new TestHost();
        var begin = Records.Start.AddHours(1);
        var issued = await host.IssueAsync(record => record with { Secrets = [record.Secrets[0] with { NotBeforeAt = begin }] });
        Assert.That(await host.ReasonAsync(issued.Secret.Reveal()), Is.EqualTo(ApiKeyFailureReason.NotYetValid));
        host.Clock.Advance(TimeSpan.FromHours(1));
        Assert.That(await host.ReasonAsync(issued.Secret.Reveal()), Is.Null);
    }

    [Test]
    public async Task Wrong_secret_learns_nothing_of_a_keys_state()
    {
        await using var host = new TestHost();
        var issued = await host.IssueAsync(record => record with { RevokedAt = Records.Start });
        Assert.That(await host.ReasonAsync(KeyTexts.WithOtherSecret(issued.Secret.Reveal())), Is.EqualTo(ApiKeyFailureReason.WrongSecret));
    }
}
