using ApiKeys.Management;
using ApiKeys.Stores;

namespace ApiKeys.Core.Tests.Management;

/// <summary>What a host may decide about ends, limits, renewal, deletion and temporary keys.</summary>
[TestFixture]
public class PolicyTests
{
    private static readonly ApiKeyActor Admin = new("admin", "A", null);

    [TestCase(ExpiryRounding.Exact, "2026-04-16T10:30:00Z")]
    [TestCase(ExpiryRounding.EndOfDayUtc, "2026-04-17T00:00:00Z")]
    [TestCase(ExpiryRounding.StartOfDayUtc, "2026-04-16T00:00:00Z")]
    public async Task C_4_a_life_ends_at_the_time_of_day_that_the_host_chose(ExpiryRounding rounding, string expected)
    {
        await using var host = At("2026-03-17T10:30:00Z", policy => policy.ExpiryRounding = rounding);
        var record = (await host.IssueAsync(TestHost.Request with { Expiry = ApiKeyExpiry.After(TimeSpan.FromDays(30)) })).Record;
        Assert.That(record.ExpiresAt, Is.EqualTo(Instant(expected)));
    }

    [TestCase(ExpiryRounding.Exact, "2026-04-17T00:00:00Z")]
    [TestCase(ExpiryRounding.EndOfDayUtc, "2026-04-17T00:00:00Z")]
    [TestCase(ExpiryRounding.StartOfDayUtc, "2026-04-16T00:00:00Z")]
    public async Task N_4_a_key_that_ends_on_a_date_stops_after_that_date(ExpiryRounding rounding, string expected)
    {
        await using var host = At("2026-03-17T10:30:00Z", policy => policy.ExpiryRounding = rounding);
        var issued = await host.IssueAsync(TestHost.Request with { Expiry = ApiKeyExpiry.On(new DateOnly(2026, 4, 16)) });
        Assert.That(issued.Record.ExpiresAt, Is.EqualTo(Instant(expected)));
        host.Clock.Advance(Instant(expected) - host.Clock.GetUtcNow() - TimeSpan.FromMilliseconds(1));
        Assert.That(await host.ReasonAsync(issued.Secret.Reveal()), Is.Null);
        host.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.That(await host.ReasonAsync(issued.Secret.Reveal()), Is.EqualTo(ApiKeyFailureReason.Expired));
    }

    [Test]
    public async Task C_4_dates_of_the_past_and_beyond_the_calendar_are_refused()
    {
        await using var host = At("2026-03-17T10:30:00Z", policy => policy.ExpiryRounding = ExpiryRounding.EndOfDayUtc);
        foreach (var date in new[] { new DateOnly(2026, 3, 16), DateOnly.MinValue, DateOnly.MaxValue })
        {
            var result = await host.Manager.IssueAsync(TestHost.Request with { Expiry = ApiKeyExpiry.On(date) }, Admin, default);
            Assert.That(result.Errors.Select(error => error.Member), Is.All.EqualTo("Expiry").And.Not.Empty, $"{date}");
        }

        Assert.That((await host.IssueAsync(TestHost.Request with { Expiry = ApiKeyExpiry.On(new DateOnly(2026, 3, 17)) })).Record.ExpiresAt, Is.EqualTo(Instant("2026-03-18T00:00:00Z")), "today still counts");
    }

    [Test]
    public async Task C_4_shortest_and_longest_life_hold_whatever_is_rounded()
    {
        await using var host = At("2026-03-17T10:30:00Z", policy =>
        {
            policy.MinLifetime = TimeSpan.FromDays(1);
            policy.MaxLifetime = TimeSpan.FromDays(90);
            policy.ExpiryRounding = ExpiryRounding.EndOfDayUtc;
            policy.Temporary.Lifetime = TimeSpan.FromDays(1);
        });
        foreach (var (days, isAllowed) in new[] { (0.0001, false), (90.0, true), (91.0, false) })
        {
            var result = await host.Manager.IssueAsync(TestHost.Request with { Expiry = ApiKeyExpiry.After(TimeSpan.FromDays(days)) }, Admin, default);
            Assert.That(result.Succeeded, Is.EqualTo(isAllowed), $"{days} days");
        }
    }

    [TestCase(100_000, 1, true)]
    [TestCase(100_001, 1, false)]
    [TestCase(2_400_000, 24, true)]
    public async Task S_5_a_key_may_ask_for_no_more_requests_an_hour_than_the_host_allows(long permits, int hours, bool isAllowed)
    {
        await using var host = new TestHost(keys => keys.ConfigurePolicy(policy => policy.MaxRequestsPerHour = 100_000));
        var result = await host.Manager.IssueAsync(TestHost.Request with { RateLimits = [new RateLimit(permits, TimeSpan.FromHours(hours))] }, Admin, default);
        Assert.That(result.Succeeded, Is.EqualTo(isAllowed));
        Assert.That((await host.Manager.IssueAsync(TestHost.Request with { RateLimits = [] }, Admin, default)).Succeeded, Is.False, "none is more than that");
    }

    [Test]
    public async Task P_3_a_host_can_forbid_unrestricted_keys()
    {
        await using var host = new TestHost(keys => keys.ConfigurePolicy(policy => policy.AllowUnrestricted = false));
        var result = await host.Manager.IssueAsync(TestHost.Request with { Scopes = ScopeSet.Unrestricted }, Admin, default);
        Assert.That(result.Errors.Single().Member, Is.EqualTo("Scopes"));
        var restricted = (await host.IssueAsync()).Record;
        Assert.That((await host.Manager.EditAsync(restricted.Id, new() { Scopes = ScopeSet.Unrestricted }, ApiKeyActor.Host, default)).Succeeded, Is.False);
    }

    [Test]
    public async Task C_5_a_host_can_switch_renewal_off()
    {
        await using var host = new TestHost(keys => keys.ConfigurePolicy(policy => policy.AllowRenewal = false));
        var issued = await host.IssueAsync();
        Assert.That((await host.Manager.RegenerateAsync(issued.Record.Id, ApiKeyActor.Host, default)).Errors.Single().Code, Is.EqualTo(ApiKeyErrorCode.NotAllowed));
        Assert.That((await host.Manager.RotateAsync(issued.Record.Id, null, ApiKeyActor.Host, default)).Errors.Single().Code, Is.EqualTo(ApiKeyErrorCode.NotAllowed));
        Assert.That(await host.ReasonAsync(issued.Secret.Reveal()), Is.Null);
    }

    [Test]
    public async Task N_7_a_temporary_key_lives_for_an_hour_is_listed_and_can_be_revoked_early()
    {
        await using var host = new TestHost(keys => keys.ConfigurePolicy(policy =>
        {
            policy.ExpiryRounding = ExpiryRounding.EndOfDayUtc;
            policy.Temporary.Name = "Docs playground (temp)";
            policy.Temporary.Environment = "test";
            policy.Temporary.Scopes = ScopeSet.Of("leads:create", "leads:delete", "leads:read", "leads:update");
        }));
        var first = (await host.Manager.IssueTemporaryAsync(null, Admin, default)).Value!;
        var second = (await host.Manager.IssueTemporaryAsync("B", Admin, default)).Value!;
        Assert.That((first.Record.Name, first.Record.TenantId, second.Record.TenantId, first.Record.Scopes.Count), Is.EqualTo(("Docs playground (temp)", "A", "A", 4)));
        Assert.That(first.Record.ExpiresAt - first.Record.CreatedAt, Is.EqualTo(TimeSpan.FromHours(1)), "nothing rounds it");
        Assert.That((await host.Directory.ListAsync(new ApiKeyListRequest(), Admin, default)).Value!.Keys, Has.Count.EqualTo(2));
        await host.Manager.RevokeAsync(second.Record.Id, null, Admin, default);
        Assert.That(await host.ReasonAsync(second.Secret.Reveal()), Is.EqualTo(ApiKeyFailureReason.Revoked));
        host.Clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromMilliseconds(1));
        Assert.That(await host.ReasonAsync(first.Secret.Reveal()), Is.Null);
        host.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.That(await host.ReasonAsync(first.Secret.Reveal()), Is.EqualTo(ApiKeyFailureReason.Expired));
    }

    [Test]
    public async Task N_7_a_temporary_key_is_for_the_hosts_own_environment_unless_the_policy_names_another()
    {
        await using var host = new TestHost(options: options => options.Environment = "live");
        var issued = (await host.Manager.IssueTemporaryAsync(null, Admin, default)).Value!;
        Assert.That(issued.Record.Environment, Is.EqualTo("live"));
        Assert.That(await host.ReasonAsync(issued.Secret.Reveal()), Is.Null);
    }

    [Test]
    public async Task C_15_a_soft_deleted_key_is_gone_at_once_and_its_row_after_the_retention()
    {
        await using var host = new TestHost();
        var issued = await host.IssueAsync();
        await host.Usage.AddAsync(new UsageBatch(Guid.NewGuid(), [new SecretUsage(issued.Record.Id, issued.Record.Secrets[0].LookupId, 3, host.Clock.GetUtcNow(), null)]), default);
        await host.Manager.DeleteAsync(issued.Record.Id, ApiKeyActor.Host, default);
        Assert.That(await host.Directory.GetAsync(issued.Record.Id, ApiKeyActor.Host, default), Is.Null);
        Assert.That((await host.Directory.ListAsync(new ApiKeyListRequest(), ApiKeyActor.Host, default)).Value!.Keys, Is.Empty);
        host.Clock.Advance(TimeSpan.FromDays(30));
        Assert.That(await host.Pruner.PruneAsync(default), Is.Zero, "30 days are kept");
        Assert.That(await host.Store.FindByIdAsync(issued.Record.Id, default), Is.Not.Null);
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await host.Pruner.PruneAsync(default), Is.EqualTo(1));
        Assert.That(await host.Store.FindByIdAsync(issued.Record.Id, default), Is.Null);
        Assert.That(await host.Usage.GetAsync(issued.Record.Id, default), Is.Empty);
        Assert.That(await host.ReasonAsync(issued.Secret.Reveal()), Is.EqualTo(ApiKeyFailureReason.UnknownKey));
    }

    [Test]
    public async Task C_15_a_hard_deleted_key_leaves_nothing_but_its_trail()
    {
        await using var host = new TestHost(keys => keys.ConfigurePolicy(policy => policy.Deletion = DeletionPolicy.Hard));
        var issued = await host.IssueAsync();
        await host.Usage.AddAsync(new UsageBatch(Guid.NewGuid(), [new SecretUsage(issued.Record.Id, issued.Record.Secrets[0].LookupId, 3, host.Clock.GetUtcNow(), null)]), default);
        await host.Manager.DeleteAsync(issued.Record.Id, ApiKeyActor.Host, default);
        Assert.That(await host.Store.FindByIdAsync(issued.Record.Id, default), Is.Null);
        Assert.That(await host.Usage.GetAsync(issued.Record.Id, default), Is.Empty);
        Assert.That(await host.Directory.ListAuditAsync(new AuditQuery { KeyId = issued.Record.Id }, ApiKeyActor.Host, default), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task C_15_a_host_can_switch_deletion_off()
    {
        await using var host = new TestHost(keys => keys.ConfigurePolicy(policy => policy.Deletion = DeletionPolicy.Off));
        var issued = await host.IssueAsync();
        Assert.That((await host.Manager.DeleteAsync(issued.Record.Id, ApiKeyActor.Host, default)).Errors.Single().Code, Is.EqualTo(ApiKeyErrorCode.NotAllowed));
        Assert.That(await host.ReasonAsync(issued.Secret.Reveal()), Is.Null);
    }

    [Test]
    public async Task Hours_of_use_are_kept_for_their_retention_and_read_for_one_tenant()
    {
        await using var host = new TestHost();
        var key = (await host.IssueAsync(TestHost.Request with { TenantId = "A" })).Record;
        var first = host.Clock.GetUtcNow();
        await host.Usage.AddAsync(new UsageBatch(Guid.NewGuid(), [new SecretUsage(key.Id, key.Secrets[0].LookupId, 3, first, null)]), default);
        var hours = await host.Directory.GetUsageSeriesAsync(key.Id, first.AddDays(-1), first.AddDays(1), Admin, default);
        Assert.That(hours!.Single().Count, Is.EqualTo(3));
        Assert.That(await host.Directory.GetUsageSeriesAsync(key.Id, first.AddDays(-1), first.AddDays(1), Admin with { TenantId = "B" }, default), Is.Null);
        host.Clock.Advance(TimeSpan.FromDays(91));
        await host.Pruner.PruneAsync(default);
        Assert.That(await host.Directory.GetUsageSeriesAsync(key.Id, first.AddDays(-1), first.AddDays(1), Admin, default), Is.Empty);
    }

    private static TestHost At(string now, Action<ApiKeyPolicyOptions> configure)
    {
        var host = new TestHost(keys => keys.ConfigurePolicy(configure));
        host.Clock.Advance(Instant(now) - host.Clock.GetUtcNow());
        return host;
    }

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
