using System.Text.Json;

namespace ApiKeys.Core.Tests;

[TestFixture]
public class ApiKeyRecordTests
{
    private static readonly ApiKeyRecord Record = Records.Of("key-1", "lookup-1");
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    [Test]
    public void Record_without_an_end_is_active_at_all_times()
    {
        Assert.That(Record.GetStatus(Records.Start), Is.EqualTo(ApiKeyStatus.Active));
        Assert.That(Record.GetStatus(DateTimeOffset.MaxValue), Is.EqualTo(ApiKeyStatus.Active));
    }

    [Test]
    public void AC_075_record_is_active_1_ms_before_its_end_and_expired_at_the_instant()
    {
        var record = Record with { ExpiresAt = Records.Start };
        Assert.That(record.GetStatus(Records.Start - Millisecond), Is.EqualTo(ApiKeyStatus.Active));
        Assert.That(record.GetStatus(Records.Start), Is.EqualTo(ApiKeyStatus.Expired));
        Assert.That(record.GetStatus(Records.Start.ToOffset(TimeSpan.FromHours(14))), Is.EqualTo(ApiKeyStatus.Expired));
    }

    [Test]
    public void AC_069_record_is_not_yet_valid_1_ms_before_its_beginning_and_active_at_the_instant()
    {
        var record = Record with { NotBeforeAt = Records.Start };
        Assert.That(record.GetStatus(Records.Start - Millisecond), Is.EqualTo(ApiKeyStatus.NotYetValid));
        Assert.That(record.GetStatus(Records.Start), Is.EqualTo(ApiKeyStatus.Active));
    }

    [Test]
    public void C_2_revoked_outweighs_disabled_outweighs_expired_outweighs_not_yet_valid()
    {
        var record = Record with { NotBeforeAt = Records.Start.AddDays(2) };
        Assert.That(record.GetStatus(Records.Start), Is.EqualTo(ApiKeyStatus.NotYetValid));
        record = record with { ExpiresAt = Records.Start };
        Assert.That(record.GetStatus(Records.Start), Is.EqualTo(ApiKeyStatus.Expired));
        record = record with { DisabledAt = Records.Start };
        Assert.That(record.GetStatus(Records.Start), Is.EqualTo(ApiKeyStatus.Disabled));
        record = record with { RevokedAt = Records.Start };
        Assert.That(record.GetStatus(Records.Start), Is.EqualTo(ApiKeyStatus.Revoked));
    }

    [Test]
    public void Record_and_secret_show_no_hash()
    {
        Assert.That(Record.ToString(), Is.EqualTo("ApiKeyRecord key-1"));
        Assert.That(Record.Secrets[0].ToString(), Is.EqualTo("SecretVersion lookup-1"));
        Assert.That($"{Record} {Record.Secrets[0]}", Does.Not.Contain("never-shown"));
    }

    [Test]
    public void Defaults_grant_nothing_and_restrict_to_nobody_else()
    {
        Assert.That(Record.Scopes, Is.EqualTo(ScopeSet.None));
        Assert.That(Record.Mode, Is.EqualTo(ApiKeyMode.Bearer));
        Assert.That(Record.AllowedIps, Is.Null);
        Assert.That(Record.CustomerIds, Is.Null);
        Assert.That(Record.Version, Is.EqualTo(1));
    }

    [Test]
    public void Secret_shows_its_text_to_nobody_who_does_not_ask()
    {
        var secret = new ApiKeySecret("ak_live_text");
        Assert.That(secret.Reveal(), Is.EqualTo("ak_live_text"));
        Assert.That(secret.ToString(), Is.EqualTo("[secret]"));
        Assert.That(JsonSerializer.Serialize(secret), Is.EqualTo("{}"));
        Assert.That(() => new ApiKeySecret(""), Throws.ArgumentException);
    }
}
