using ApiKeys.Management;
using ApiKeys.Scopes;

namespace ApiKeys.Core.Tests.Management;

/// <summary>A key that manages keys gives none more than it holds.</summary>
[TestFixture]
public class CeilingTests
{
    private static readonly IssueApiKeyRequest Holder = TestHost.Request with
    {
        TenantId = "A",
        Scopes = ScopeSet.Of("leads:*", "notes:read"),
        RateLimits = [new RateLimit(100, TimeSpan.FromMinutes(1))],
        AllowedIps = IpAllowList.Of("10.0.0.0/8"),
        CustomerIds = ["c1", "c2"],
        Expiry = ApiKeyExpiry.After(TimeSpan.FromDays(10)),
    };

    private static readonly IssueApiKeyRequest Within = Holder with
    {
        Scopes = ScopeSet.Of("leads:read"),
        RateLimits = [new RateLimit(100, TimeSpan.FromHours(1)), new RateLimit(9_999, TimeSpan.FromDays(1))],
        AllowedIps = IpAllowList.Of("10.1.0.0/16", "10.2.3.4"),
        CustomerIds = ["c2"],
        Expiry = ApiKeyExpiry.After(TimeSpan.FromDays(9)),
    };

    private TestHost _host = null!;
    private ApiKeyActor _key = null!;

    private static IEnumerable<TestCaseData> Beyond()
    {
        yield return new TestCaseData(Within with { Scopes = ScopeSet.Of("leads:read", "admin:all") }, "Scopes").SetName("{m}(wider scopes)");
        yield return new TestCaseData(Within with { Scopes = ScopeSet.Of("notes:*") }, "Scopes").SetName("{m}(wildcard over a single scope)");
        yield return new TestCaseData(Within with { Scopes = ScopeSet.Unrestricted }, "Scopes").SetName("{m}(unrestricted)");
        yield return new TestCaseData(Within with { RateLimits = [new RateLimit(101, TimeSpan.FromMinutes(1))] }, "RateLimits").SetName("{m}(higher limit)");
        yield return new TestCaseData(Within with { RateLimits = [new RateLimit(100, TimeSpan.FromSeconds(1))] }, "RateLimits").SetName("{m}(shorter window)");
        yield return new TestCaseData(Within with { RateLimits = [] }, "RateLimits").SetName("{m}(no limit)");
        yield return new TestCaseData(Within with { Expiry = ApiKeyExpiry.After(TimeSpan.FromDays(11)) }, "Expiry").SetName("{m}(later end)");
        yield return new TestCaseData(Within with { Expiry = ApiKeyExpiry.Never }, "Expiry").SetName("{m}(no end)");
        yield return new TestCaseData(Within with { AllowedIps = IpAllowList.Of("10.0.0.0/7") }, "AllowedIps").SetName("{m}(wider addresses)");
        yield return new TestCaseData(Within with { AllowedIps = null }, "AllowedIps").SetName("{m}(no address list)");
        yield return new TestCaseData(Within with { CustomerIds = ["c1", "c3"] }, "CustomerIds").SetName("{m}(other customer)");
        yield return new TestCaseData(Within with { CustomerIds = null }, "CustomerIds").SetName("{m}(all customers)");
        yield return new TestCaseData(Within with { Environment = "test" }, "Environment").SetName("{m}(other environment)");
    }

    [SetUp]
    public async Task SetUp()
    {
        _host = new TestHost(keys => keys.ConfigureScopes(scopes => scopes.Wildcards = true));
        _key = ApiKeyActor.ForKey((await _host.IssueAsync(Holder)).Record, null);
    }

    [TearDown]
    public ValueTask TearDown() => _host.DisposeAsync();

    [TestCaseSource(nameof(Beyond))]
    public async Task AC_096_a_key_issues_nothing_beyond_itself(IssueApiKeyRequest request, string member)
    {
        var count = await _host.Directory.CountAsync(new ApiKeyListRequest(), ApiKeyActor.Host, default);
        var result = await _host.Manager.IssueAsync(request, _key, default);
        Assert.That(result.Errors.Select(error => (error.Code, error.Member)), Is.EqualTo(new[] { (ApiKeyErrorCode.Forbidden, member) }));
        Assert.That(await _host.Directory.CountAsync(new ApiKeyListRequest(), ApiKeyActor.Host, default), Is.EqualTo(count), "no row");
    }

    [Test]
    public async Task AC_096_within_itself_a_key_issues_and_edits_for_its_own_tenant_alone()
    {
        var issued = await _host.Manager.IssueAsync(Within with { TenantId = "B" }, _key, default);
        Assert.That(issued.Value!.Record.TenantId, Is.EqualTo("A"));
        Assert.That(issued.Value.Record.CreatedBy, Is.EqualTo(_key.Name));
        var renamed = await _host.Manager.EditAsync(issued.Value.Record.Id, new() { Name = "renamed" }, _key, default);
        Assert.That(renamed.Succeeded, Is.True);
        var widened = await _host.Manager.EditAsync(issued.Value.Record.Id, new() { Scopes = ScopeSet.Of("admin:all") }, _key, default);
        Assert.That(widened.Errors.Single().Code, Is.EqualTo(ApiKeyErrorCode.Forbidden));
    }

    [Test]
    public async Task AC_096_a_key_gets_no_secret_of_a_key_that_holds_more()
    {
        var more = (await _host.IssueAsync(Holder with { Scopes = ScopeSet.Of("admin:all") })).Record;
        foreach (var errors in new[]
        {
            (await _host.Manager.RegenerateAsync(more.Id, _key, default)).Errors,
            (await _host.Manager.RotateAsync(more.Id, null, _key, default)).Errors,
            (await _host.Manager.EnableAsync(more.Id, _key, default)).Errors,
            (await _host.Manager.EditAsync(more.Id, new() { Name = "mine" }, _key, default)).Errors,
            (await _host.Manager.EditAsync(more.Id, new() { Scopes = ScopeSet.Of("leads:read") }, _key, default)).Errors,
        })
        {
            Assert.That(errors.Select(error => error.Code), Is.All.EqualTo(ApiKeyErrorCode.Forbidden));
            Assert.That(errors, Is.Not.Empty);
        }

        Assert.That((await _host.Manager.RevokeAsync(more.Id, null, _key, default)).Succeeded, Is.True, "taking away gives nothing");
    }

    [Test]
    public async Task FC_04_an_actor_that_no_store_can_hold_is_an_error_and_no_failing_store()
    {
        var id = (await _host.IssueAsync()).Record.Id;
        foreach (var name in new[] { new string('a', 256), "a\0b", "" })
        {
            var actor = new ApiKeyActor(name, null, null);
            Assert.That((await _host.Manager.RevokeAsync(id, null, actor, default)).Errors.Single().Member, Is.EqualTo("Actor"));
            Assert.That((await _host.Manager.IssueAsync(TestHost.Request, actor, default)).Errors.Single().Member, Is.EqualTo("CreatedBy"));
            Assert.That((await _host.Manager.IssueAsync(TestHost.Request with { CreatedBy = "somebody" }, actor, default)).Errors.Single().Member, Is.EqualTo("Actor"));
        }

        Assert.That((await _host.Manager.RevokeAsync(id, null, new ApiKeyActor(new string('a', 255), null, null), default)).Succeeded, Is.True, "the longest subject of OpenID Connect");
    }

    [Test]
    public async Task AC_096_a_key_without_tenant_sees_keys_without_tenant_alone()
    {
        var bare = ApiKeyActor.ForKey((await _host.IssueAsync(Holder with { TenantId = null })).Record, null);
        var foreign = (await _host.IssueAsync(Within)).Record;
        Assert.That(await _host.Directory.GetAsync(foreign.Id, bare, default), Is.Null);
        Assert.That((await _host.Directory.ListAsync(new ApiKeyListRequest(), bare, default)).Value!.Keys.Select(key => key.TenantId), Is.All.Null.And.Not.Empty);
        Assert.That((await _host.Directory.ListAuditAsync(new(), bare, default)).Select(entry => entry.TenantId), Is.All.Null.And.Not.Empty);
        Assert.That((await _host.Manager.RevokeAsync(foreign.Id, null, bare, default)).Errors.Single().Code, Is.EqualTo(ApiKeyErrorCode.NotFound));
        Assert.That((await _host.Manager.IssueAsync(Within with { TenantId = "A" }, bare, default)).Value!.Record.TenantId, Is.Null);
    }

    [Test]
    public async Task AC_096_an_unrestricted_key_gives_scopes_only_where_it_opens_every_endpoint()
    {
        foreach (var policy in Enum.GetValues<UnrestrictedKeyPolicy>())
        {
            await using var host = new TestHost(keys => keys.ConfigureScopes(scopes => scopes.UnrestrictedKeys = policy));
            var actor = ApiKeyActor.ForKey((await host.IssueAsync(TestHost.Request with { Scopes = ScopeSet.Unrestricted })).Record, null);
            var named = await host.Manager.IssueAsync(TestHost.Request with { Scopes = ScopeSet.Of("admin:all") }, actor, default);
            Assert.That(named.Succeeded, Is.EqualTo(policy == UnrestrictedKeyPolicy.AllEndpoints), policy.ToString());
            var alike = await host.Manager.IssueAsync(TestHost.Request with { Scopes = ScopeSet.Unrestricted }, actor, default);
            Assert.That(alike.Succeeded, Is.True);
        }
    }
}
