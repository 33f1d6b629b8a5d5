using ApiKeys.Management;
using ApiKeys.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.Core.Tests.Management;

/// <summary>Keys follow what stands behind them: the tenant, the person, the contract.</summary>
[TestFixture]
public class OwnerTests
{
    private readonly Dictionary<string, ApiKeyOwner> _owners = [];
    private TestHost _host = null!;
    private bool _isDown;

    [SetUp]
    public void SetUp()
    {
        _owners.Clear();
        _isDown = false;
        _host = new TestHost(keys => keys.Services.AddSingleton<IApiKeyOwnerSource>(new Owners(this)));
    }

    [TearDown]
    public ValueTask TearDown() => _host.DisposeAsync();

    [Test]
    public async Task AC_070_keys_of_a_suspended_tenant_are_refused_within_five_seconds_and_work_again_afterwards()
    {
        var issued = await IssueAsync("A");
        var other = await IssueAsync("B");
        Assert.That(await _host.ReasonAsync(issued.Secret.Reveal()), Is.Null);
        _owners["A"] = new ApiKeyOwner { IsActive = false };
        _host.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.That(await _host.ReasonAsync(issued.Secret.Reveal()), Is.EqualTo(ApiKeyFailureReason.Disabled));
        Assert.That(await _host.ReasonAsync(other.Secret.Reveal()), Is.Null);
        Assert.That((await _host.Directory.SimulateAsync(issued.Record.Id, new(), ApiKeyActor.Host, default))!.Refusal!.Failure!.Reason, Is.EqualTo(ApiKeyFailureReason.Disabled), "a simulation says so too");
        Assert.That((await _host.Directory.GetAsync(issued.Record.Id, ApiKeyActor.Host, default))!.DisabledAt, Is.Null, "nothing of it is stored");
        _owners["A"] = ApiKeyOwner.Active;
        _host.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.That(await _host.ReasonAsync(issued.Secret.Reveal()), Is.Null);
    }

    [Test]
    public async Task AC_076_the_earlier_of_the_keys_and_its_owners_end_counts()
    {
        var start = _host.Clock.GetUtcNow();
        var issued = await IssueAsync("A");
        _owners["A"] = new ApiKeyOwner { EndsAt = start.AddSeconds(30) };
        _host.Clock.Advance(TimeSpan.FromSeconds(30) - TimeSpan.FromMilliseconds(1));
        Assert.That(await _host.ReasonAsync(issued.Secret.Reveal()), Is.Null);
        _host.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.That(await _host.ReasonAsync(issued.Secret.Reveal()), Is.EqualTo(ApiKeyFailureReason.Expired), "with the very next request");
        _owners["A"] = new ApiKeyOwner { EndsAt = start.AddYears(9) };
        _host.Clock.Advance(TimeSpan.FromDays(90));
        Assert.That(await _host.ReasonAsync(issued.Secret.Reveal()), Is.EqualTo(ApiKeyFailureReason.Expired), "an owner lengthens no life");
    }

    [Test]
    public async Task AC_085_a_key_never_keeps_scopes_that_its_owner_has_lost()
    {
        var issued = await IssueAsync("A", ScopeSet.Of("leads:read", "leads:write"));
        var unrestricted = await IssueAsync("A", ScopeSet.Unrestricted);
        _owners["A"] = new ApiKeyOwner { Scopes = ScopeSet.Of("leads:read", "notes:read") };
        Assert.That((await _host.VerifyAsync(issued.Secret.Reveal())).Key!.Scopes, Is.EqualTo(ScopeSet.Of("leads:read")));
        Assert.That((await _host.VerifyAsync(unrestricted.Secret.Reveal())).Key!.Scopes, Is.EqualTo(ScopeSet.Of("leads:read", "notes:read")));
        _owners["A"] = new ApiKeyOwner { Scopes = ScopeSet.None };
        _host.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.That((await _host.VerifyAsync(unrestricted.Secret.Reveal())).Key!.Scopes, Is.EqualTo(ScopeSet.None));
        Assert.That((await _host.VerifyAsync(issued.Secret.Reveal())).Key!.Scopes, Is.EqualTo(ScopeSet.None));
    }

    [Test]
    public async Task AC_070_keys_of_the_configuration_follow_their_tenant_too_and_a_simulation_agrees()
    {
        var model = (await _host.IssueAsync()).Secret.Reveal();
        var secret = (await _host.VerifyAsync(model)).Key!.Secret;
        await using var host = new TestHost(keys => keys
            .AddConfiguredKeys(options => options.Keys.Add(new() { Id = "ci", Name = "ci", TenantId = "A", LookupId = secret.LookupId, Hash = secret.Hash, Environment = "live" }))
            .Services.AddSingleton<IApiKeyOwnerSource>(new Owners(this)));
        Assert.That(await host.ReasonAsync(model), Is.Null);
        _owners["A"] = new ApiKeyOwner { IsActive = false };
        host.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.That(await host.ReasonAsync(model), Is.EqualTo(ApiKeyFailureReason.Disabled));
        Assert.That((await host.Directory.SimulateAsync("ci", new(), ApiKeyActor.Host, default))!.Refusal!.Name, Is.EqualTo("state"));
    }

    [Test]
    public async Task FC_02_an_owner_source_that_is_down_is_neither_a_pass_nor_an_unknown_key()
    {
        var issued = await IssueAsync("A");
        _isDown = true;
        Assert.That(await _host.ReasonAsync(issued.Secret.Reveal()), Is.EqualTo(ApiKeyFailureReason.StoreUnavailable));
    }

    private Task<IssuedApiKey> IssueAsync(string tenant, ScopeSet? scopes = null) =>
        _host.IssueAsync(TestHost.Request with { TenantId = tenant, Scopes = scopes ?? ScopeSet.None });

    private sealed class Owners(OwnerTests test) : IApiKeyOwnerSource
    {
        public ValueTask<ApiKeyOwner> FindAsync(ApiKeyRecord record, CancellationToken cancellationToken) =>
            test._isDown ? throw new TimeoutException() : ValueTask.FromResult(test._owners.GetValueOrDefault(record.TenantId ?? "", ApiKeyOwner.Active));
    }
}
