using ApiKeys.Management;
using ApiKeys.Testing;

namespace ApiKeys.Core.Tests.Management;

/// <summary>FC-15, AC-083, AC-084: two admins at once. Both read before either writes, every round.</summary>
[TestFixture]
public class RaceTests
{
    private static readonly ApiKeyActor Admin = new("admin", null, null);

    [Test]
    public async Task FC_15_revoke_wins_over_every_change_that_began_before_it_ended()
    {
        foreach (var other in new Func<ApiKeyManager, string, Task>[]
        {
            (manager, id) => manager.EnableAsync(id, Admin, default).AsTask(),
            (manager, id) => manager.EditAsync(id, new() { Name = "edited" }, Admin, default).AsTask(),
            (manager, id) => manager.RegenerateAsync(id, Admin, default).AsTask(),
            (manager, id) => manager.RotateAsync(id, null, Admin, default).AsTask(),
            (manager, id) => manager.RevokeAsync(id, "second", Admin, default).AsTask(),
        })
        {
            for (var round = 0; round < TestScale.Of(500); round++)
            {
                await using var host = new TestHost();
                var issued = await host.IssueAsync(record => record with { DisabledAt = Records.Start });
                host.Store.Gate = new ArrivalGate(2);
                var revoke = Task.Run(() => host.Manager.RevokeAsync(issued.Record.Id, "leaked", Admin, default).AsTask());
                await Task.WhenAll(revoke, Task.Run(() => other(host.Manager, issued.Record.Id)));
                Assert.That((await revoke).Succeeded, Is.True);
                Assert.That((await host.Directory.GetAsync(issued.Record.Id, Admin, default))!.RevokedAt, Is.Not.Null);
                Assert.That(await host.ReasonAsync(issued.Secret.Reveal()), Is.AnyOf(ApiKeyFailureReason.Revoked, ApiKeyFailureReason.UnknownKey));
            }
        }
    }

    [Test]
    public async Task FC_15_of_two_regenerates_one_is_a_conflict_and_the_secret_that_was_handed_out_works()
    {
        for (var round = 0; round < TestScale.Of(500); round++)
        {
            await using var host = new TestHost();
            var issued = await host.IssueAsync();
            host.Store.Gate = new ArrivalGate(2);
            var results = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => host.Manager.RegenerateAsync(issued.Record.Id, Admin, default).AsTask())));
            var winner = results.Single(result => result.Succeeded).Value!;
            Assert.That(results.Single(result => !result.Succeeded).Errors.Single().Code, Is.EqualTo(ApiKeyErrorCode.Conflict));
            Assert.That(await host.ReasonAsync(winner.Secret.Reveal()), Is.Null);
            Assert.That(await host.ReasonAsync(issued.Secret.Reveal()), Is.EqualTo(ApiKeyFailureReason.UnknownKey));
        }
    }

    [Test]
    public async Task AC_083_a_verification_that_waits_while_the_key_is_disabled_brings_nothing_back()
    {
        for (var round = 0; round < TestScale.Of(500); round++)
        {
            await using var host = new TestHost();
            var issued = await host.IssueAsync();
            var gate = host.Store.Gate = new ArrivalGate(2);
            var verifying = Task.Run(() => host.VerifyAsync(issued.Secret.Reveal()));
            Assert.That(() => gate.Arrived, Is.EqualTo(1).After(5_000, 1));
            host.Store.Gate = null;
            await host.Manager.DisableAsync(issued.Record.Id, Admin, default);
            var afterwards = await host.ReasonAsync(issued.Secret.Reveal()).WaitAsync(TimeSpan.FromSeconds(5));
            Assert.That(afterwards, Is.EqualTo(ApiKeyFailureReason.Disabled), "AC-077: nobody who comes after the change joins a read from before it");
            gate.Open();
            await verifying;
            Assert.That(await host.ReasonAsync(issued.Secret.Reveal()), Is.EqualTo(ApiKeyFailureReason.Disabled), "FC-26: the stale read is not kept");
        }
    }

    [TestCase(DeletionPolicy.Hard)]
    [TestCase(DeletionPolicy.Soft)]
    public async Task AC_084_a_key_that_is_deleted_while_it_is_verified_is_not_created_again(DeletionPolicy deletion)
    {
        await using var host = new TestHost(keys => keys.ConfigurePolicy(policy => policy.Deletion = deletion));
        var issued = await host.IssueAsync();
        var gate = host.Store.Gate = new ArrivalGate(2);
        var verifying = Task.Run(() => host.VerifyAsync(issued.Secret.Reveal()));
        Assert.That(() => gate.Arrived, Is.EqualTo(1).After(5_000, 1));
        host.Store.Gate = null;
        await host.Manager.DeleteAsync(issued.Record.Id, Admin, default);
        gate.Open();
        await verifying;
        Assert.That(await host.ReasonAsync(issued.Secret.Reveal()), Is.EqualTo(deletion == DeletionPolicy.Hard ? ApiKeyFailureReason.UnknownKey : ApiKeyFailureReason.Deleted));
        Assert.That((await host.Store.FindByIdAsync(issued.Record.Id, default)) is null, Is.EqualTo(deletion == DeletionPolicy.Hard));
        Assert.That(await host.Directory.GetAsync(issued.Record.Id, Admin, default), Is.Null);
    }

    [Test]
    public async Task AC_079_a_change_and_its_trail_have_one_order()
    {
        await using var host = new TestHost();
        var id = (await host.IssueAsync()).Record.Id;
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(async () =>
        {
            await host.Manager.EditAsync(id, new() { Name = $"name {i}" }, Admin, default);
        })));
        await host.Manager.RevokeAsync(id, "done", Admin with { Name = "last" }, default);
        var record = await host.Directory.GetAsync(id, Admin, default);
        var trail = await host.Directory.ListAuditAsync(new() { KeyId = id, Limit = 100 }, Admin, default);
        Assert.That(trail, Has.Count.EqualTo(record!.Version), "one entry a version");
        Assert.That((trail[0].Action, trail[0].Actor), Is.EqualTo(("api_key.revoke", "last")));
        var names = trail.Reverse().SelectMany(entry => entry.Changes.Where(change => change.Field == "name")).ToList();
        Assert.That(names.Skip(1).Select(change => change.Before), Is.EqualTo(names.SkipLast(1).Select(change => change.After)), "each begins where the last ended");
    }
}
