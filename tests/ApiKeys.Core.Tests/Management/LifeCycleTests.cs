using ApiKeys.Management;

namespace ApiKeys.Core.Tests.Management;

/// <summary>The life of a key: what may follow on what, and what each change does to the next request.</summary>
[TestFixture]
public class LifeCycleTests
{
    private static readonly ApiKeyActor Admin = new("admin", null, null);
    private TestHost _host = null!;

    [SetUp]
    public void SetUp() => _host = new TestHost();

    [TearDown]
    public ValueTask TearDown() => _host.DisposeAsync();

    [Test]
    public async Task AC_077_a_revoked_key_is_refused_with_the_very_next_request()
    {
        for (var round = 0; round < TestScale.Of(10_000); round++)
        {
            var issued = await _host.IssueAsync();
            Assert.That(await _host.ReasonAsync(issued.Secret.Reveal()), Is.Null);
            await _host.Manager.RevokeAsync(issued.Record.Id, null, Admin, default);
            Assert.That(await _host.ReasonAsync(issued.Secret.Reveal()), Is.EqualTo(ApiKeyFailureReason.Revoked));
        }
    }

    [Test]
    public async Task S_9_revoking_twice_keeps_the_first_time_actor_and_reason()
    {
        var id = (await _host.IssueAsync()).Record.Id;
        var first = (await _host.Manager.RevokeAsync(id, "leaked", Admin, default)).Value!;
        _host.Clock.Advance(TimeSpan.FromDays(1));
        var second = (await _host.Manager.RevokeAsync(id, "again", Admin with { Name = "other" }, default)).Value!;
        Assert.That((second.RevokedAt, second.RevokedBy, second.RevokedReason, second.Version), Is.EqualTo((first.RevokedAt, "admin", "leaked", first.Version)));
    }

    [Test]
    public async Task C_1_disabling_is_reversible_and_revoking_is_not()
    {
        var issued = await _host.IssueAsync();
        var (id, text) = (issued.Record.Id, issued.Secret.Reveal());
        await _host.Manager.DisableAsync(id, Admin, default);
        Assert.That(await _host.ReasonAsync(text), Is.EqualTo(ApiKeyFailureReason.Disabled));
        await _host.Manager.EnableAsync(id, Admin, default);
        Assert.That(await _host.ReasonAsync(text), Is.Null);
        await _host.Manager.RevokeAsync(id, null, Admin, default);
        foreach (var refused in new[]
        {
            (await _host.Manager.EnableAsync(id, Admin, default)).Errors,
            (await _host.Manager.DisableAsync(id, Admin, default)).Errors,
            (await _host.Manager.EditAsync(id, new EditApiKeyRequest { Name = "x" }, Admin, default)).Errors,
            (await _host.Manager.RegenerateAsync(id, Admin, default)).Errors,
            (await _host.Manager.RotateAsync(id, null, Admin, default)).Errors,
        })
        {
            Assert.That(refused.Single().Code, Is.EqualTo(ApiKeyErrorCode.Conflict));
        }

        Assert.That(await _host.ReasonAsync(text), Is.EqualTo(ApiKeyFailureReason.Revoked));
    }

    [Test]
    public async Task G_4_a_regenerated_key_keeps_all_but_its_secret_and_the_old_one_ends_at_once()
    {
        var old = await _host.IssueAsync(TestHost.Request with { Scopes = ScopeSet.Of("a:x"), RateLimits = [RateLimit.PerHour(7)] });
        Assert.That(await _host.ReasonAsync(old.Secret.Reveal()), Is.Null);
        var fresh = (await _host.Manager.RegenerateAsync(old.Record.Id, Admin, default)).Value!;
        Assert.That(await _host.ReasonAsync(old.Secret.Reveal()), Is.EqualTo(ApiKeyFailureReason.UnknownKey));
        Assert.That(await _host.ReasonAsync(fresh.Secret.Reveal()), Is.Null);
        Assert.That((fresh.Record.Id, fresh.Record.Name, fresh.Record.Scopes, fresh.Record.ExpiresAt), Is.EqualTo((old.Record.Id, old.Record.Name, old.Record.Scopes, old.Record.ExpiresAt)));
    }

    [Test]
    public async Task AC_074_regenerating_does_not_lengthen_a_life_and_wakes_nobody()
    {
        var old = await _host.IssueAsync(TestHost.Request with { Expiry = ApiKeyExpiry.After(TimeSpan.FromDays(1)) });
        _host.Clock.Advance(TimeSpan.FromDays(2));
        var fresh = (await _host.Manager.RegenerateAsync(old.Record.Id, Admin, default)).Value!;
        Assert.That(fresh.Record.ExpiresAt, Is.EqualTo(old.Record.ExpiresAt));
        Assert.That(await _host.ReasonAsync(fresh.Secret.Reveal()), Is.EqualTo(ApiKeyFailureReason.Expired));
    }

    [Test]
    public async Task AC_087_both_secrets_of_a_rotated_key_work_until_the_grace_ends_and_never_more_than_two()
    {
        var old = await _host.IssueAsync();
        var fresh = (await _host.Manager.RotateAsync(old.Record.Id, TimeSpan.FromHours(1), Admin, default)).Value!;
        Assert.That(await _host.ReasonAsync(old.Secret.Reveal()), Is.Null);
        Assert.That(await _host.ReasonAsync(fresh.Secret.Reveal()), Is.Null);
        Assert.That((await _host.Manager.RotateAsync(old.Record.Id, null, Admin, default)).Errors.Single().Code, Is.EqualTo(ApiKeyErrorCode.Conflict));
        _host.Clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromMilliseconds(1));
        Assert.That(await _host.ReasonAsync(old.Secret.Reveal()), Is.Null);
        _host.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.That(await _host.ReasonAsync(old.Secret.Reveal()), Is.EqualTo(ApiKeyFailureReason.Expired));
        var third = (await _host.Manager.RotateAsync(old.Record.Id, TimeSpan.Zero, Admin, default)).Value!;
        Assert.That(await _host.ReasonAsync(fresh.Secret.Reveal()), Is.EqualTo(ApiKeyFailureReason.Expired), "a grace of zero is none");
        Assert.That(third.Record.Secrets, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task C_5_a_grace_never_outlives_what_the_old_secret_had_left()
    {
        var old = await _host.IssueAsync();
        await _host.Manager.RotateAsync(old.Record.Id, TimeSpan.FromHours(1), Admin, default);
        _host.Clock.Advance(TimeSpan.FromHours(2));
        var rotated = (await _host.Manager.RotateAsync(old.Record.Id, TimeSpan.FromHours(5), Admin, default)).Value!.Record;
        Assert.That(rotated.Secrets.Select(secret => secret.ExpiresAt), Is.EqualTo(new DateTimeOffset?[] { null, _host.Clock.GetUtcNow().AddHours(5) }));
        Assert.That((await _host.Manager.RotateAsync(old.Record.Id, TimeSpan.FromTicks(-1), Admin, default)).Succeeded, Is.False);
        Assert.That((await _host.Manager.RotateAsync(old.Record.Id, TimeSpan.MaxValue, Admin, default)).Succeeded, Is.False);
    }

    [Test]
    public async Task AC_165_a_deleted_key_is_gone_and_its_trail_stays()
    {
        var issued = await _host.IssueAsync();
        Assert.That(await _host.ReasonAsync(issued.Secret.Reveal()), Is.Null);
        Assert.That((await _host.Manager.DeleteAsync(issued.Record.Id, Admin, default)).Succeeded, Is.True);
        Assert.That(await _host.ReasonAsync(issued.Secret.Reveal()), Is.EqualTo(ApiKeyFailureReason.Deleted));
        Assert.That(await _host.Directory.GetAsync(issued.Record.Id, Admin, default), Is.Null);
        Assert.That((await _host.Manager.DeleteAsync(issued.Record.Id, Admin, default)).Errors.Single().Code, Is.EqualTo(ApiKeyErrorCode.NotFound));
        var trail = await _host.Directory.ListAuditAsync(new() { KeyId = issued.Record.Id }, Admin, default);
        Assert.That(trail.Select(entry => entry.Action), Is.EqualTo(new[] { "api_key.delete", "api_key.create" }));
        Assert.That(trail[0].Changes.Single(change => change.Field == "name"), Is.EqualTo(new Stores.AuditFieldChange("name", issued.Record.Name, null)), "a snapshot of what there was");
    }

    [TestCase(ExpiryEdit.ShortenOnly, -1, true)]
    [TestCase(ExpiryEdit.ShortenOnly, 1, false)]
    [TestCase(ExpiryEdit.ShortenOnly, null, false)]
    [TestCase(ExpiryEdit.Never, -1, false)]
    [TestCase(ExpiryEdit.Any, 1, true)]
    [TestCase(ExpiryEdit.Any, null, true)]
    [TestCase(ExpiryEdit.Any, -100, false)]
    public async Task C_3_the_end_of_a_key_moves_as_far_as_the_policy_allows(ExpiryEdit allowed, int? days, bool isAllowed)
    {
        await using var host = new TestHost(keys => keys.ConfigurePolicy(policy => policy.ExpiryEdit = allowed));
        var record = (await host.IssueAsync()).Record;
        var edit = new EditApiKeyRequest { ExpiresAt = new(days is null ? null : record.ExpiresAt!.Value.AddDays(days.Value)), Name = "renamed" };
        var result = await host.Manager.EditAsync(record.Id, edit, Admin, default);
        Assert.That(result.Succeeded, Is.EqualTo(isAllowed));
        var stored = await host.Directory.GetAsync(record.Id, Admin, default);
        Assert.That(stored!.Name, Is.EqualTo(isAllowed ? "renamed" : record.Name), "N-5: nothing changed");
    }

    [Test]
    public async Task S_12_an_edit_changes_what_it_names_and_holds_at_once()
    {
        var issued = await _host.IssueAsync(TestHost.Request with { Scopes = ScopeSet.Of("a:x"), AllowedIps = IpAllowList.Of("10.0.0.0/8") });
        var text = issued.Secret.Reveal();
        Assert.That(await _host.ReasonAsync(text), Is.EqualTo(ApiKeyFailureReason.IpNotAllowed));
        var edited = (await _host.Manager.EditAsync(issued.Record.Id, new() { AllowedIps = new(null), Scopes = ScopeSet.Of("a:y") }, Admin, default)).Value!;
        Assert.That(await _host.ReasonAsync(text), Is.Null);
        Assert.That((edited.Name, edited.Scopes.ToString(), edited.AllowedIps, edited.Version), Is.EqualTo((issued.Record.Name, "a:y", (IpAllowList?)null, 2)));
        foreach (var wrong in new EditApiKeyRequest[] { new() { Name = "" }, new() { CustomerIds = new([]) }, new() { Scopes = null! } })
        {
            Assert.That((await _host.Manager.EditAsync(issued.Record.Id, wrong, Admin, default)).Succeeded, Is.False);
        }
    }

    [Test]
    public async Task AC_163_of_two_edits_from_one_version_the_second_is_a_conflict()
    {
        var record = (await _host.IssueAsync()).Record;
        Assert.That((await _host.Manager.EditAsync(record.Id, new() { ExpectedVersion = record.Version, Name = "first" }, Admin, default)).Succeeded, Is.True);
        var second = await _host.Manager.EditAsync(record.Id, new() { ExpectedVersion = record.Version, Name = "second" }, Admin, default);
        Assert.That(second.Errors.Single().Code, Is.EqualTo(ApiKeyErrorCode.Conflict));
        Assert.That((await _host.Directory.GetAsync(record.Id, Admin, default))!.Name, Is.EqualTo("first"));
    }

    [Test]
    public async Task AC_158_at_one_below_the_cap_of_twenty_at_once_exactly_one_is_issued()
    {
        await using var host = new TestHost(keys => keys.ConfigurePolicy(policy => policy.MaxKeysPerTenant = 3));
        await host.IssueAsync(TestHost.Request with { TenantId = "A" });
        await host.IssueAsync(TestHost.Request with { TenantId = "A" });
        await host.IssueAsync(TestHost.Request with { TenantId = "B" });
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => host.Manager.IssueAsync(TestHost.Request with { TenantId = "A" }, default).AsTask())));
        Assert.That(results.Count(result => result.Succeeded), Is.EqualTo(1));
        Assert.That(results.Where(result => !result.Succeeded).Select(result => result.Errors.Single().Code), Is.All.EqualTo(ApiKeyErrorCode.CapReached));
    }

    [Test]
    public async Task AC_116_a_key_of_another_tenant_is_answered_like_one_that_does_not_exist()
    {
        var foreign = (await _host.IssueAsync(TestHost.Request with { TenantId = "B" })).Record;
        var actor = new ApiKeyActor("admA", "A", null);
        foreach (var id in new[] { foreign.Id, Guid.NewGuid().ToString(), "", "'; DROP TABLE keys" })
        {
            Assert.That(await _host.Directory.GetAsync(id, actor, default), Is.Null);
            Assert.That(await _host.Directory.GetUsageAsync(id, actor, default), Is.Null);
            Assert.That(await _host.Directory.ListAuditAsync(new() { KeyId = id }, actor, default), Is.Empty);
            foreach (var errors in new[]
            {
                (await _host.Manager.RevokeAsync(id, null, actor, default)).Errors, (await _host.Manager.DisableAsync(id, actor, default)).Errors,
                (await _host.Manager.EditAsync(id, new() { Name = "x" }, actor, default)).Errors, (await _host.Manager.RegenerateAsync(id, actor, default)).Errors,
                (await _host.Manager.DeleteAsync(id, actor, default)).Errors,
            })
            {
                Assert.That(errors.Single(), Is.EqualTo(new ApiKeyError(ApiKeyErrorCode.NotFound, null, "There is no such key.")));
            }
        }

        var own = (await _host.Manager.IssueAsync(TestHost.Request with { TenantId = "B" }, actor, default)).Value!;
        Assert.That(own.Record.TenantId, Is.EqualTo("A"), "S-3: whatever the request says");
    }
}
