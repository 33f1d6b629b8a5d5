using ApiKeys.Management;

namespace ApiKeys.Core.Tests.Management;

/// <summary>A request that is sent again makes no second key.</summary>
[TestFixture]
public class IdempotencyTests
{
    private static readonly ApiKeyActor Admin = new("admin", "A", null);
    private static readonly ApiKeyIdempotency Asked = new("order 66", "print");
    private TestHost _host = null!;

    [SetUp]
    public void SetUp() => _host = new TestHost();

    [TearDown]
    public ValueTask TearDown() => _host.DisposeAsync();

    [Test]
    public async Task AC_159_a_repetition_gives_the_same_key_and_no_second_secret()
    {
        var first = (await _host.Manager.IssueOnceAsync(TestHost.Request, Asked, Admin, default)).Value!;
        var second = (await _host.Manager.IssueOnceAsync(TestHost.Request, Asked, Admin, default)).Value!;
        Assert.That(first.Secret, Is.Not.Null);
        Assert.That((second.Record.Id, second.Secret), Is.EqualTo((first.Record.Id, (ApiKeySecret?)null)));
        Assert.That(await CountAsync(), Is.EqualTo(1));
        Assert.That(await _host.ReasonAsync(first.Secret!.Reveal()), Is.Null);
    }

    [Test]
    public async Task AC_159_the_same_key_for_another_request_is_an_error_and_changes_nothing()
    {
        await _host.Manager.IssueOnceAsync(TestHost.Request, Asked, Admin, default);
        var other = await _host.Manager.IssueOnceAsync(TestHost.Request, Asked with { Fingerprint = "other" }, Admin, default);
        Assert.That(other.Errors.Single().Code, Is.EqualTo(ApiKeyErrorCode.IdempotencyMismatch));
        Assert.That(await CountAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task AC_159_of_many_at_once_one_makes_the_key_and_all_are_told_its_id()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => _host.Manager.IssueOnceAsync(TestHost.Request, Asked, Admin, default).AsTask())));
        Assert.That(results.Select(result => result.Value!.Record.Id).Distinct().Count(), Is.EqualTo(1));
        Assert.That(results.Count(result => result.Value!.Secret is not null), Is.EqualTo(1));
        Assert.That(await CountAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task AC_159_callers_do_not_share_the_names_of_their_requests()
    {
        var ids = new HashSet<string>();
        foreach (var actor in new[] { Admin, Admin with { Name = "other" }, Admin with { TenantId = "B" }, new("adminA", null, null), new(null, "Aadmin", null), ApiKeyActor.Host })
        {
            ids.Add((await _host.Manager.IssueOnceAsync(TestHost.Request, Asked, actor, default)).Value!.Record.Id);
        }

        Assert.That(ids, Has.Count.EqualTo(6));
    }

    [Test]
    public async Task AC_159_what_is_refused_uses_no_idempotency_key_up()
    {
        Assert.That((await _host.Manager.IssueOnceAsync(TestHost.Request with { Name = "" }, Asked, Admin, default)).Succeeded, Is.False);
        Assert.That((await _host.Manager.IssueOnceAsync(TestHost.Request, Asked, Admin, default)).Value!.Secret, Is.Not.Null);
        foreach (var wrong in new[] { Asked with { Key = "" }, Asked with { Key = new string('k', 256) }, Asked with { Key = "a\0b" }, Asked with { Fingerprint = new string('f', 65) } })
        {
            Assert.That((await _host.Manager.IssueOnceAsync(TestHost.Request, wrong, Admin, default)).Errors.Single().Code, Is.EqualTo(ApiKeyErrorCode.Invalid));
        }
    }

    [Test]
    public async Task AC_159_a_deleted_keys_request_is_not_carried_out_again()
    {
        var first = (await _host.Manager.IssueOnceAsync(TestHost.Request, Asked, Admin, default)).Value!;
        await _host.Manager.DeleteAsync(first.Record.Id, Admin, default);
        Assert.That((await _host.Manager.IssueOnceAsync(TestHost.Request, Asked, Admin, default)).Errors.Single().Code, Is.EqualTo(ApiKeyErrorCode.NotFound));
        _host.Clock.Advance(TimeSpan.FromHours(25));
        await _host.Pruner.PruneAsync(default);
        Assert.That((await _host.Manager.IssueOnceAsync(TestHost.Request, Asked, Admin, default)).Value!.Secret, Is.Not.Null, "a day later the name is free");
    }

    private ValueTask<long> CountAsync() => _host.Directory.CountAsync(new ApiKeyListRequest(), ApiKeyActor.Host, default);
}
