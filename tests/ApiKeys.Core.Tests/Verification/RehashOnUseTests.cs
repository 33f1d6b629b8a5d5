using System.Security.Cryptography;
using System.Text;
using ApiKeys.Hashing;
using ApiKeys.Management;
using ApiKeys.Stores;
using ApiKeys.Testing;

namespace ApiKeys.Core.Tests.Verification;

/// <summary>A key that is used is stored under the newest hash soon, and nothing else of it changes.</summary>
[TestFixture]
public class RehashOnUseTests
{
    private static readonly ApiKeyActor Admin = new("admin", null, null);

    [Test]
    public async Task FC_30_a_key_of_an_older_hash_works_and_is_written_anew_with_its_first_use()
    {
        await using var host = new TestHost();
        var issued = await IssueOldAsync(host);
        Assert.That(await host.ReasonAsync(issued.Secret.Reveal()), Is.Null);
        await host.Rehasher.Last;
        var stored = (await host.Store.FindByIdAsync(issued.Record.Id, default))!;
        Assert.That(stored.Secrets[0].Hash, Does.StartWith("$sha256$"));
        Assert.That(stored.RateLimits, Is.EqualTo(issued.Record.RateLimits));
        Assert.That(stored with { Secrets = issued.Record.Secrets, Version = issued.Record.Version, RateLimits = issued.Record.RateLimits }, Is.EqualTo(issued.Record), "and nothing else");
        var writes = host.Store.Writes;
        Assert.That(await host.ReasonAsync(issued.Secret.Reveal()), Is.Null);
        await host.Rehasher.Last;
        Assert.That(host.Store.Writes, Is.EqualTo(writes), "once is enough");
    }

    [Test]
    public async Task FC_30_a_wrong_secret_and_a_revoked_key_write_nothing()
    {
        await using var host = new TestHost();
        var issued = await IssueOldAsync(host);
        var writes = host.Store.Writes;
        Assert.That(await host.ReasonAsync(KeyTexts.WithOtherSecret(issued.Secret.Reveal())), Is.EqualTo(ApiKeyFailureReason.WrongSecret));
        await host.Rehasher.Last;
        Assert.That(host.Store.Writes, Is.EqualTo(writes));
        await host.Manager.RevokeAsync(issued.Record.Id, null, Admin, default);
        Assert.That(await host.ReasonAsync(issued.Secret.Reveal()), Is.EqualTo(ApiKeyFailureReason.Revoked));
        await host.Rehasher.Last;
        Assert.That(host.Store.Writes, Is.EqualTo(writes + 1));
    }

    [Test]
    public async Task FC_30_rewriting_a_hash_never_undoes_a_change_in_between()
    {
        var before = await RaceAsync((_, _) => Task.CompletedTask);
        Assert.That(before.Secrets[0].Hash, Does.StartWith("$sha256$"), "undisturbed it is written");
        Assert.That((await RaceAsync(async (host, id) => await host.Manager.RevokeAsync(id, null, Admin, default))).RevokedAt, Is.Not.Null);
        Assert.That((await RaceAsync(async (host, id) => await host.Manager.EditAsync(id, new() { Name = "renamed" }, Admin, default))).Name, Is.EqualTo("renamed"));
        Assert.That((await RaceAsync(async (host, id) => await host.Manager.DeleteAsync(id, Admin, default))).DeletedAt, Is.Not.Null);
        var regenerated = await RaceAsync(async (host, id) => await host.Manager.RegenerateAsync(id, Admin, default));
        Assert.That(regenerated.Secrets.Single().LookupId, Is.Not.EqualTo(before.Secrets[0].LookupId));
    }

    [Test]
    public async Task AC_080_a_request_that_runs_while_its_keys_hash_is_written_anew_goes_on()
    {
        await using var host = new TestHost();
        var issued = await IssueOldAsync(host);
        var key = (await host.VerifyAsync(issued.Secret.Reveal())).Key!;
        await host.Rehasher.Last;
        Assert.That((await host.Verifier.RecheckAsync(key, default, default)).Succeeded, Is.True);
    }

    [Test]
    public async Task FC_30_a_store_that_fails_costs_no_request_and_is_tried_again_later()
    {
        await using var host = new TestHost();
        var issued = await IssueOldAsync(host);
        host.Store.Fault = StoreFault.ThrowBeforeCommit;
        for (var i = 0; i < 5; i++)
        {
            Assert.That(await host.ReasonAsync(issued.Secret.Reveal()), Is.Null);
            await host.Rehasher.Last;
        }

        var attempts = host.Store.Writes;
        host.Store.Fault = StoreFault.None;
        Assert.That(await host.ReasonAsync(issued.Secret.Reveal()), Is.Null);
        await host.Rehasher.Last;
        Assert.That(host.Store.Writes, Is.EqualTo(attempts), "not at once again");
        host.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.That(await host.ReasonAsync(issued.Secret.Reveal()), Is.Null);
        await host.Rehasher.Last;
        Assert.That((await host.Store.FindByIdAsync(issued.Record.Id, default))!.Secrets[0].Hash, Does.StartWith("$sha256$"));
    }

    // The rewriter has read the key and waits at the gate while somebody else changes it.
    private static async Task<ApiKeyRecord> RaceAsync(Func<TestHost, string, Task> change)
    {
        await using var host = new TestHost();
        var issued = await IssueOldAsync(host);
        Assert.That(await host.Live.FindByLookupIdAsync(issued.Record.Secrets[0].LookupId, default), Is.Not.Null);
        var gate = host.Store.Gate = new ArrivalGate(2);
        Assert.That(await host.ReasonAsync(issued.Secret.Reveal()), Is.Null);
        var rewriting = host.Rehasher.Last;
        Assert.That(() => gate.Arrived, Is.EqualTo(1).After(5_000, 5));
        host.Store.Gate = null;
        await change(host, issued.Record.Id);
        gate.Open();
        await rewriting;
        return (await host.Store.FindByIdAsync(issued.Record.Id, default))!;
    }

    private static async Task<IssuedApiKey> IssueOldAsync(TestHost host)
    {
        var issued = await host.IssueAsync();
        var hash = new Pbkdf2ApiKeyHasher(HashAlgorithmName.SHA256, 1_000).Hash(Encoding.ASCII.GetBytes(issued.Secret.Reveal()), issued.Record.Id);
        var change = ApiKeyChange.Update(issued.Record, issued.Record with { Secrets = [issued.Record.Secrets[0] with { Hash = hash }] });
        Assert.That(await host.Live.ApplyAsync(change, default), Is.EqualTo(ApiKeyChangeOutcome.Applied));
        return issued with { Record = change.Record! };
    }
}
