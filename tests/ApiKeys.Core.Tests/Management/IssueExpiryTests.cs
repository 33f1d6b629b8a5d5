using ApiKeys.Management;

namespace ApiKeys.Core.Tests.Management;

[TestFixture]
public class IssueExpiryTests
{
    private static readonly DateTimeOffset Now = Records.Start;

    private static IEnumerable<TestCaseData> Refused =>
    [
        new TestCaseData(ApiKeyExpiry.After(TimeSpan.Zero)).SetArgDisplayNames("no time at all"),
        new TestCaseData(ApiKeyExpiry.After(TimeSpan.FromTicks(-1))).SetArgDisplayNames("negative time"),
        new TestCaseData(ApiKeyExpiry.After(TimeSpan.MinValue)).SetArgDisplayNames("TimeSpan.MinValue"),
        new TestCaseData(ApiKeyExpiry.After(TimeSpan.MaxValue)).SetArgDisplayNames("TimeSpan.MaxValue"),
        new TestCaseData(ApiKeyExpiry.At(Now)).SetArgDisplayNames("now"),
        new TestCaseData(ApiKeyExpiry.At(Now.AddTicks(-1))).SetArgDisplayNames("just past"),
        new TestCaseData(ApiKeyExpiry.At(DateTimeOffset.MinValue)).SetArgDisplayNames("DateTimeOffset.MinValue"),
        new TestCaseData(ApiKeyExpiry.At(new DateTimeOffset(2026, 1, 1, 13, 0, 0, TimeSpan.FromHours(14)))).SetArgDisplayNames("past in another zone"),
    ];

    [Test]
    public async Task P_1_key_ends_after_90_days_unless_more_is_said() =>
        Assert.That(await EndAsync(default), Is.EqualTo(Now.AddDays(90)));

    [Test]
    public async Task P_1_never_has_to_be_asked_for() =>
        Assert.That(await EndAsync(ApiKeyExpiry.Never), Is.Null);

    [Test]
    public async Task P_1_host_chooses_another_default_or_none()
    {
        Assert.That(await EndAsync(ApiKeyExpiry.Default, TimeSpan.FromDays(1)), Is.EqualTo(Now.AddDays(1)));
        await using var host = new TestHost(builder => builder.ConfigurePolicy(policy => policy.DefaultLifetime = null));
        Assert.That((await host.IssueAsync()).Record.ExpiresAt, Is.Null);
    }

    [Test]
    public async Task S_14_days_are_counted_as_24_hours() =>
        Assert.That(await EndAsync(ApiKeyExpiry.After(TimeSpan.FromDays(30))), Is.EqualTo(Now.AddHours(30 * 24)));

    [Test]
    public async Task C_4_instant_is_kept_in_utc()
    {
        var end = await EndAsync(ApiKeyExpiry.At(new DateTimeOffset(2026, 6, 1, 14, 0, 0, TimeSpan.FromHours(14))));
        Assert.That(end, Is.EqualTo(new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero)));
        Assert.That(end!.Value.Offset, Is.EqualTo(TimeSpan.Zero));
    }

    [Test]
    public async Task AC_072_the_longest_life_is_kept_and_a_tick_more_is_refused()
    {
        var longest = TimeSpan.FromDays(36_500);
        Assert.That(await EndAsync(ApiKeyExpiry.After(longest)), Is.EqualTo(Now + longest));
        await using var host = new TestHost();
        foreach (var expiry in new[] { ApiKeyExpiry.After(longest + TimeSpan.FromTicks(1)), ApiKeyExpiry.At(DateTimeOffset.MaxValue) })
        {
            var result = await host.Manager.IssueAsync(TestHost.Request with { Expiry = expiry }, CancellationToken.None);
            Assert.That(result.Errors.Single().Member, Is.EqualTo("Expiry"));
        }
    }

    [Test]
    public async Task Shortest_life_is_one_tick() =>
        Assert.That(await EndAsync(ApiKeyExpiry.After(TimeSpan.FromTicks(1))), Is.EqualTo(Now.AddTicks(1)));

    [TestCaseSource(nameof(Refused))]
    public async Task AC_071_end_that_is_not_in_the_future_is_refused_without_an_exception(ApiKeyExpiry expiry)
    {
        await using var host = new TestHost();
        var result = await host.Manager.IssueAsync(TestHost.Request with { Expiry = expiry }, CancellationToken.None);
        Assert.That(result.Errors.Single().Member, Is.EqualTo("Expiry"));
        Assert.That(result.Value, Is.Null);
        Assert.That(host.Store.Writes, Is.Zero);
    }

    [Test]
    public async Task AC_071_life_beyond_the_calendar_is_not_called_past()
    {
        await using var host = new TestHost();
        var result = await host.Manager.IssueAsync(TestHost.Request with { Expiry = ApiKeyExpiry.After(TimeSpan.MaxValue) }, CancellationToken.None);
        Assert.That(result.Errors.Single().Message, Does.Contain("calendar"));
    }

    private static async Task<DateTimeOffset?> EndAsync(ApiKeyExpiry expiry, TimeSpan? defaultLifetime = null)
    {
        await using var host = new TestHost(builder => builder.ConfigurePolicy(policy => policy.DefaultLifetime = defaultLifetime ?? policy.DefaultLifetime));
        return (await host.IssueAsync(TestHost.Request with { Expiry = expiry })).Record.ExpiresAt;
    }
}
