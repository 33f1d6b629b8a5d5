using System.Net;
using ApiKeys.Management;
using ApiKeys.Stores;
using ApiKeys.Testing;
using ApiKeys.Verification;

namespace ApiKeys.Core.Tests.Verification;

/// <summary>AC-080: a key whose request still runs is judged as it is now, without its text.</summary>
[TestFixture]
public class RecheckTests
{
    private static readonly ApiKeyRequestContext From = new(IPAddress.Loopback, "tenant");

    [Test]
    public async Task AC_080_a_second_look_gives_the_reason_that_a_new_request_would_get()
    {
        await using var host = new TestHost(options: options => options.Environment = "live");
        var issued = await host.IssueAsync(record => record with { TenantId = "tenant" });
        var text = issued.Secret.Reveal();
        var key = (await host.VerifyAsync(text, From)).Key!;
        var current = issued.Record;
        var turns = new (ApiKeyFailureReason? Reason, Func<ApiKeyRecord, ApiKeyRecord> Turn)[]
        {
            (null, record => record with { Name = "another name", Scopes = ScopeSet.Of("leads:read"), AllowedIps = IpAllowList.Of("127.0.0.1") }),
            (ApiKeyFailureReason.WrongTenant, record => record with { TenantId = "another" }),
            (ApiKeyFailureReason.IpNotAllowed, record => record with { AllowedIps = IpAllowList.Of("192.0.2.7") }),
            (ApiKeyFailureReason.WrongEnvironment, record => record with { Environment = "test" }),
            (ApiKeyFailureReason.Expired, record => record with { ExpiresAt = host.Clock.GetUtcNow() }),
            (ApiKeyFailureReason.Disabled, record => record with { DisabledAt = host.Clock.GetUtcNow() }),
            (ApiKeyFailureReason.Revoked, record => record with { RevokedAt = host.Clock.GetUtcNow() }),
            (ApiKeyFailureReason.Deleted, record => record with { DeletedAt = host.Clock.GetUtcNow() }),
            (ApiKeyFailureReason.WrongMode, record => record with { Mode = ApiKeyMode.Signed }),
        };
        foreach (var (reason, turn) in turns)
        {
            var change = ApiKeyChange.Update(turn(current));
            Assert.That(await host.Live.ApplyAsync(change, CancellationToken.None), Is.EqualTo(ApiKeyChangeOutcome.Applied));
            current = change.Record!;
            Assert.That(await ReasonAsync(host, key, From), Is.EqualTo(reason));
            Assert.That(await host.ReasonAsync(text, From), Is.EqualTo(reason), "a new request");
        }
    }

    [Test]
    public async Task AC_080_a_good_key_comes_back_as_it_is_now()
    {
        await using var host = new TestHost();
        var issued = await host.IssueAsync();
        var key = (await host.VerifyAsync(issued.Secret.Reveal())).Key!;
        await host.Live.ApplyAsync(ApiKeyChange.Update(issued.Record with { Name = "another name" }), CancellationToken.None);
        Assert.That((await host.Verifier.RecheckAsync(key, default, CancellationToken.None)).Key!.Record.Name, Is.EqualTo("another name"));
    }

    [Test]
    public async Task AC_080_a_secret_that_was_replaced_or_whose_grace_is_over_is_refused_though_the_key_lives()
    {
        await using var host = new TestHost();
        var (rotated, regenerated) = (await host.IssueAsync(), await host.IssueAsync());
        var (old, gone) = ((await host.VerifyAsync(rotated.Secret.Reveal())).Key!, (await host.VerifyAsync(regenerated.Secret.Reveal())).Key!);
        await host.Manager.RotateAsync(old.Id, TimeSpan.FromMinutes(1), ApiKeyActor.Host, default);
        await host.Manager.RegenerateAsync(gone.Id, ApiKeyActor.Host, default);
        Assert.That((await ReasonAsync(host, old), await ReasonAsync(host, gone)), Is.EqualTo((default(ApiKeyFailureReason?), ApiKeyFailureReason.UnknownKey)));
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That(await ReasonAsync(host, old), Is.EqualTo(ApiKeyFailureReason.Expired));
    }

    [Test]
    public async Task AC_080_a_lookup_id_that_by_now_names_another_secret_or_key_vouches_for_nobody()
    {
        await using var host = new TestHost();
        var issued = await host.IssueAsync();
        var key = (await host.VerifyAsync(issued.Secret.Reveal())).Key!;
        var secret = (await host.IssueAsync()).Record.Secrets[0] with { LookupId = key.Secret.LookupId, CreatedAt = host.Clock.GetUtcNow().AddMinutes(1) };
        await host.Live.ApplyAsync(ApiKeyChange.Update(issued.Record with { Secrets = [secret] }), CancellationToken.None);
        Assert.That(await ReasonAsync(host, key), Is.EqualTo(ApiKeyFailureReason.WrongSecret));
        await host.Live.ApplyAsync(ApiKeyChange.Delete((await host.Live.FindByIdAsync(key.Id, default))!), CancellationToken.None);
        Assert.That(await ReasonAsync(host, key), Is.EqualTo(ApiKeyFailureReason.UnknownKey));
        await host.Live.ApplyAsync(ApiKeyChange.Add(issued.Record with { Id = "another" }), CancellationToken.None);
        Assert.That(await ReasonAsync(host, key), Is.EqualTo(ApiKeyFailureReason.UnknownKey));
    }

    [Test]
    public async Task AC_080_a_second_look_asks_the_cache_and_a_store_that_fails_is_an_answer_of_its_own()
    {
        await using var host = new TestHost();
        var key = (await host.VerifyAsync((await host.IssueAsync()).Secret.Reveal())).Key!;
        var reads = host.Store.Reads;
        Assert.That(await ReasonAsync(host, key), Is.Null);
        Assert.That(host.Store.Reads, Is.EqualTo(reads), "the cache was asked");
        host.Store.Fault = StoreFault.Down;
        host.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.That(await ReasonAsync(host, key), Is.EqualTo(ApiKeyFailureReason.StoreUnavailable));
    }

    private static async Task<ApiKeyFailureReason?> ReasonAsync(TestHost host, VerifiedApiKey key, ApiKeyRequestContext request = default) =>
        (await host.Verifier.RecheckAsync(key, request, CancellationToken.None)).Failure?.Reason;
}
