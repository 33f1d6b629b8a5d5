using System.Text.Json;
using ApiKeys.Management;
using ApiKeys.Stores;
using ApiKeys.Testing;

namespace ApiKeys.Core.Tests.Management;

[TestFixture]
public class IssuedKeyTests
{
    [Test]
    public async Task AC_063_issued_key_shows_its_text_to_nobody_who_does_not_ask()
    {
        await using var host = new TestHost();
        var issued = await host.IssueAsync();
        var text = issued.Secret.Reveal();
        var secret = text[21..];
        Assert.That(await host.ReasonAsync(text), Is.Null);
        Assert.That(issued.ToString(), Does.Contain("[secret]").And.Contain(issued.Record.Id));
        foreach (var shown in new[] { issued.ToString(), issued.Record.ToString(), issued.Secret.ToString(), JsonSerializer.Serialize(issued.Secret), $"{issued}" })
        {
            Assert.That(shown, Does.Not.Contain(secret).And.Not.Contain(issued.Record.Secrets[0].Hash));
        }

        Assert.That(host.Logs.Lines.Select(line => line.Text), Has.None.Contains(secret));
    }

    [Test]
    public async Task Two_keys_of_one_request_have_nothing_in_common()
    {
        await using var host = new TestHost();
        var first = await host.IssueAsync();
        var second = await host.IssueAsync();
        Assert.That(second.Record.Id, Is.Not.EqualTo(first.Record.Id));
        Assert.That(second.Record.Secrets[0].LookupId, Is.Not.EqualTo(first.Record.Secrets[0].LookupId));
        Assert.That(second.Record.Secrets[0].Hash, Is.Not.EqualTo(first.Record.Secrets[0].Hash));
        Assert.That(second.Secret.Reveal(), Is.Not.EqualTo(first.Secret.Reveal()));
    }

    [Test]
    public async Task S_6_id_is_a_uuid()
    {
        await using var host = new TestHost();
        Assert.That(Guid.TryParseExact((await host.IssueAsync()).Record.Id, "D", out _), Is.True);
    }

    [Test]
    public async Task FC_27_taken_id_is_tried_three_times_with_new_ones_and_then_an_error()
    {
        var store = new LooseStore(null) { Outcome = ApiKeyChangeOutcome.Duplicate };
        await using var host = new TestHost(builder => builder.AddStore(_ => store));
        var result = await host.Manager.IssueAsync(TestHost.Request, CancellationToken.None);
        Assert.That(result.Value, Is.Null);
        Assert.That(result.Errors.Single(), Has.Property("Code").EqualTo(ApiKeyErrorCode.NoFreeId).And.Property("Member").Null);
        Assert.That(store.Changes, Has.Count.EqualTo(3));
        Assert.That(store.Changes.Select(change => change.Id), Is.Unique);
        Assert.That(store.Changes.Select(change => change.Record!.Secrets[0].LookupId), Is.Unique);
        Assert.That(store.Changes, Has.All.Property("Kind").EqualTo(ApiKeyChangeKind.Add));
    }

    [Test]
    public async Task Read_only_store_is_asked_once()
    {
        var store = new LooseStore(null) { Outcome = ApiKeyChangeOutcome.ReadOnly };
        await using var host = new TestHost(builder => builder.AddStore(_ => store));
        var result = await host.Manager.IssueAsync(TestHost.Request, CancellationToken.None);
        Assert.That(result.Errors.Single().Code, Is.EqualTo(ApiKeyErrorCode.ReadOnly));
        Assert.That(store.Changes, Has.Count.EqualTo(1));
    }

    [TestCase(StoreFault.Down)]
    [TestCase(StoreFault.ThrowBeforeCommit)]
    [TestCase(StoreFault.ThrowAfterCommit)]
    public async Task FC_04_store_that_fails_never_looks_like_success(StoreFault fault)
    {
        await using var host = new TestHost();
        host.Store.Fault = fault;
        Assert.That(async () => await host.Manager.IssueAsync(TestHost.Request, CancellationToken.None), Throws.InstanceOf<ApiKeyStoreUnavailableException>());
        Assert.That(host.Store.Writes, Is.EqualTo(1));
    }

    [Test]
    public async Task Null_request_is_a_programmers_error()
    {
        await using var host = new TestHost();
        Assert.That(async () => await host.Manager.IssueAsync(null!, CancellationToken.None), Throws.ArgumentNullException);
    }
}
