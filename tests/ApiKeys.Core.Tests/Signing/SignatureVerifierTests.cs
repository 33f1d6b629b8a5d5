using System.Net;
using System.Text;
using ApiKeys.Core.Tests.Verification;
using ApiKeys.Management;
using ApiKeys.Memory;
using ApiKeys.Signing;
using ApiKeys.Signing.HttpMessages;
using ApiKeys.Stores;
using ApiKeys.Testing;
using Microsoft.Extensions.Logging;

namespace ApiKeys.Core.Tests.Signing;

/// <summary>Signed requests against stored keys: order of the checks, freshness, replay.</summary>
internal sealed class SignatureVerifierTests
{
    private static readonly ApiKeyActor Admin = new("admin", null, null);

    [Test]
    public async Task S_30_a_key_that_signs_has_two_values_and_its_signature_opens_it_once()
    {
        await using var host = SigningHost.New();
        var issued = await host.IssueSignedAsync();
        Assert.That(issued.Record.Mode, Is.EqualTo(ApiKeyMode.Signed));
        Assert.That(issued.Secret.Reveal(), Does.StartWith("ak_live_"));
        Assert.That(issued.SigningSecret!.Reveal(), Does.Match("^secret_[0-9A-Za-z]{43}$"));
        Assert.That(issued.SigningSecret.ToString(), Is.EqualTo("[secret]"));
        Assert.That(await host.ReasonAsync(host.Sign(issued)), Is.Null);
        var body = new TestBody(Encoding.UTF8.GetBytes("{}"));
        Assert.That(await host.ReasonAsync(host.Sign(issued, "POST", "/leads", "{}"), body), Is.Null);
        Assert.That(body.Reads, Is.EqualTo(1));
        Assert.That((await host.IssueAsync()).SigningSecret, Is.Null, "a bearer key has one");
    }

    [Test]
    public async Task AC_183_every_covered_part_is_covered()
    {
        await using var host = SigningHost.New();
        var issued = await host.IssueSignedAsync();
        var other = await host.IssueSignedAsync();
        var (id, secret, now) = (issued.Secret.Reveal(), issued.SigningSecret!.Reveal(), host.Now());
        var good = Credential(SigningHost.Sign(id, secret, "POST", "/leads?x=1", "{}", now));
        var body = Encoding.UTF8.GetBytes("{}");
        foreach (var (method, path, sent) in new[] { ("PUT", "/leads?x=1", "{}"), ("post", "/leads?x=1", "{}"), ("POST", "/leads?x=2", "{}"), ("POST", "/leads", "{}"), ("POST", "/Leads?x=1", "{}"), ("POST", "/leads/?x=1", "{}"), ("POST", "/leads?x=1", "{ }"), ("POST", "/leads?x=1", "") })
        {
            Assert.That(await host.ReasonAsync(SigningHost.Parse(good, method, path), new TestBody(Encoding.UTF8.GetBytes(sent))), Is.EqualTo(ApiKeyFailureReason.WrongSignature), $"{method} {path} {sent}");
        }

        Assert.That(await host.ReasonAsync(SigningHost.Parse(good.Replace($":{now}:", $":{now - 1}:", StringComparison.Ordinal), "POST", "/leads?x=1"), new TestBody(body)), Is.EqualTo(ApiKeyFailureReason.WrongSignature));
        Assert.That(await host.ReasonAsync(SigningHost.Parse(good.Replace(id, other.Secret.Reveal(), StringComparison.Ordinal), "POST", "/leads?x=1"), new TestBody(body)), Is.EqualTo(ApiKeyFailureReason.WrongSignature));
        Assert.That(await host.ReasonAsync(SigningHost.Parse(good.Replace(id, KeyTexts.WithOtherSecret(id), StringComparison.Ordinal), "POST", "/leads?x=1"), new TestBody(body)), Is.EqualTo(ApiKeyFailureReason.WrongSignature), "what stands behind the public id is covered, too");
        for (var bit = 0; bit < 256; bit++)
        {
            var hex = Convert.FromHexString(good[^64..]);
            hex[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.That(await host.ReasonAsync(SigningHost.Parse(good[..^64] + Convert.ToHexStringLower(hex), "POST", "/leads?x=1"), new TestBody(body)), Is.EqualTo(ApiKeyFailureReason.WrongSignature), $"bit {bit}");
        }

        Assert.That(((InMemoryReplayStore)host.Get<IReplayStore>()).Count, Is.Zero, "what is wrong is not remembered (AC-191)");
        Assert.That(await host.ReasonAsync(SigningHost.Parse(good, "POST", "/leads?x=1"), new TestBody(body)), Is.Null);
    }

    [TestCase(-31, false)]
    [TestCase(-30, true)]
    [TestCase(0, true)]
    [TestCase(5, true)]
    [TestCase(6, false)]
    [TestCase(-100_000, false)]
    [TestCase(100_000, false)]
    public async Task AC_185_a_signature_is_fresh_from_30_seconds_behind_to_5_ahead(int offset, bool isFresh)
    {
        await using var host = SigningHost.New();
        var issued = await host.IssueSignedAsync();
        var body = new TestBody([]);
        Assert.That(await host.ReasonAsync(host.Sign(issued, timestamp: host.Now() + offset), body), Is.EqualTo(isFresh ? null : ApiKeyFailureReason.StaleSignature));
        Assert.That(body.Reads, Is.EqualTo(isFresh ? 1 : 0));
    }

    [Test]
    public async Task AC_186_a_signature_is_accepted_once_for_as_long_as_it_could_be_fresh()
    {
        await using var host = SigningHost.New();
        var issued = await host.IssueSignedAsync();
        var early = host.Sign(issued, timestamp: host.Now() + 5);
        Assert.That(await host.ReasonAsync(early), Is.Null);
        for (var second = 0; second <= 35; second++)
        {
            Assert.That(await host.ReasonAsync(early), Is.EqualTo(ApiKeyFailureReason.ReplayedSignature), $"after {second} s");
            host.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.That(await host.ReasonAsync(early), Is.EqualTo(ApiKeyFailureReason.StaleSignature));
        await using var open = SigningHost.New(builder => builder.ConfigureSigning(signing => signing.RefuseReplays = false));
        var key = await open.IssueSignedAsync();
        var again = open.Sign(key);
        Assert.That(await open.ReasonAsync(again), Is.Null);
        Assert.That(await open.ReasonAsync(again), Is.Null, "switched off");
    }

    [Test]
    public async Task AC_188_of_a_hundred_copies_at_once_one_is_accepted()
    {
        await using var host = SigningHost.New();
        var request = host.Sign(await host.IssueSignedAsync());
        var reasons = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => host.ReasonAsync(request))));
        Assert.That(reasons.Count(reason => reason is null), Is.EqualTo(1));
        Assert.That(reasons.Where(reason => reason is not null), Is.All.EqualTo(ApiKeyFailureReason.ReplayedSignature));
    }

    [Test]
    public async Task AC_191_copies_whose_bodies_drip_are_refused_however_long_they_take()
    {
        await using var host = SigningHost.New();
        var issued = await host.IssueSignedAsync();
        var request = host.Sign(issued, "POST", "/leads", "{}", host.Now() + 5);
        Assert.That(await host.ReasonAsync(request, new TestBody("{}"u8.ToArray())), Is.Null);
        host.Clock.Advance(TimeSpan.FromSeconds(35));
        var slow = new TestBody("{}"u8.ToArray(), _ =>
        {
            host.Clock.Advance(TimeSpan.FromSeconds(59));
            return Task.CompletedTask;
        });
        Assert.That(await host.ReasonAsync(request, slow), Is.EqualTo(ApiKeyFailureReason.ReplayedSignature));
        var tooSlow = new TestBody("{}"u8.ToArray(), async token =>
        {
            host.Clock.Advance(TimeSpan.FromSeconds(61));
            await Task.Delay(Timeout.Infinite, token);
        });
        Assert.That(await host.ReasonAsync(host.Sign(issued, "POST", "/leads", "{}"), tooSlow), Is.EqualTo(ApiKeyFailureReason.UnreadableBody));
    }

    [Test]
    public async Task AC_191_a_copy_that_is_given_an_empty_body_to_drip_is_refused_too()
    {
        await using var host = SigningHost.New();
        var request = host.Sign(await host.IssueSignedAsync(), "POST", "/leads", timestamp: host.Now() + 5);
        Assert.That(await host.ReasonAsync(request), Is.Null);
        host.Clock.Advance(TimeSpan.FromSeconds(35));
        var slow = new TestBody([], _ =>
        {
            host.Clock.Advance(TimeSpan.FromSeconds(59));
            return Task.CompletedTask;
        });
        Assert.That(await host.ReasonAsync(request, slow), Is.EqualTo(ApiKeyFailureReason.ReplayedSignature));
    }

    [Test]
    public async Task AC_200_nothing_is_read_of_a_request_that_cannot_pass()
    {
        await using var host = SigningHost.New(builder => builder.ConfigurePolicy(policy => policy.ExpiryEdit = ExpiryEdit.Any));
        var body = new TestBody("{}"u8.ToArray());
        var bearer = await host.IssueAsync();
        var unknown = (await SigningHost.New().IssueSignedAsync()).Secret.Reveal();
        Assert.That(await host.ReasonAsync(Sign(unknown), body), Is.EqualTo(ApiKeyFailureReason.UnknownKey));
        Assert.That(await host.ReasonAsync(Sign("ak_live_x"), body), Is.EqualTo(ApiKeyFailureReason.MalformedKey).Or.EqualTo(ApiKeyFailureReason.WrongChecksum));
        Assert.That(await host.ReasonAsync(Sign(bearer.Secret.Reveal()), body), Is.EqualTo(ApiKeyFailureReason.WrongMode), "AC-181");
        var revoked = await host.IssueSignedAsync();
        await host.Manager.RevokeAsync(revoked.Record.Id, null, Admin, default);
        Assert.That(await host.ReasonAsync(host.Sign(revoked), body), Is.EqualTo(ApiKeyFailureReason.Revoked));
        var disabled = await host.IssueSignedAsync();
        await host.Manager.DisableAsync(disabled.Record.Id, Admin, default);
        Assert.That(await host.ReasonAsync(host.Sign(disabled), body), Is.EqualTo(ApiKeyFailureReason.Disabled));
        Assert.That(body.Reads, Is.Zero);
        host.Store.Fault = StoreFault.Down;
        host.Clock.Advance(TimeSpan.FromSeconds(6));
        Assert.That(await host.ReasonAsync(host.Sign(disabled), body), Is.EqualTo(ApiKeyFailureReason.StoreUnavailable));

        P2sSignedRequest Sign(string apiKey) => SigningHost.Sign(apiKey, "secret", "GET", "/", null, host.Now());
    }

    [Test]
    public async Task AC_200_a_refusal_that_only_the_holder_may_hear_of_waits_for_the_signature()
    {
        await using var host = SigningHost.New();
        Assert.That(IpAllowList.TryCreate(["10.0.0.0/8"], out var list, out _), Is.True);
        var issued = await host.IssueAsync(SigningHost.Request with { AllowedIps = list });
        var outside = new ApiKeys.Verification.ApiKeyRequestContext(IPAddress.Parse("192.0.2.1"), null);
        var good = host.Sign(issued);
        var forged = SigningHost.Sign(issued.Secret.Reveal(), "another secret", "GET", "/leads", null, host.Now());
        var answer = await host.Verifier.VerifySignedAsync(good, TestBody.None, outside, default);
        Assert.That((answer.Failure!.Reason, answer.Proved?.Id), Is.EqualTo((ApiKeyFailureReason.IpNotAllowed, issued.Record.Id)));
        answer = await host.Verifier.VerifySignedAsync(forged, TestBody.None, outside, default);
        Assert.That((answer.Failure!.Reason, answer.Proved), Is.EqualTo((ApiKeyFailureReason.WrongSignature, (object?)null)));
        Assert.That(await host.ReasonAsync(good, null, new(IPAddress.Parse("10.1.2.3"), null)), Is.Null, "a refused request is not remembered");
    }

    [Test]
    public async Task AC_202_what_the_body_says_is_the_answer_and_nothing_is_remembered()
    {
        await using var host = SigningHost.New();
        var issued = await host.IssueSignedAsync();
        var request = host.Sign(issued, "POST", "/leads", "{}");
        foreach (var failure in new[] { ApiKeyFailureReason.BodyTooLarge, ApiKeyFailureReason.UnreadableBody })
        {
            Assert.That(await host.ReasonAsync(request, new TestBody("{}"u8.ToArray(), failure: failure)), Is.EqualTo(failure));
        }

        Assert.That(await host.ReasonAsync(request, new TestBody("{}"u8.ToArray())), Is.Null);
    }

    [Test]
    public async Task AC_204_both_secrets_sign_while_a_rotation_is_under_way()
    {
        await using var host = SigningHost.New();
        var old = await host.IssueSignedAsync();
        var fresh = (await host.Manager.RotateAsync(old.Record.Id, TimeSpan.FromMinutes(1), Admin, default)).Value!;
        Assert.That(fresh.SigningSecret!.Reveal(), Is.Not.EqualTo(old.SigningSecret!.Reveal()));
        Assert.That(await host.ReasonAsync(host.Sign(old)), Is.Null);
        Assert.That(await host.ReasonAsync(host.Sign(fresh)), Is.Null);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That(await host.ReasonAsync(host.Sign(old)), Is.EqualTo(ApiKeyFailureReason.Expired));
        Assert.That(await host.ReasonAsync(host.Sign(fresh)), Is.Null);
        var last = (await host.Manager.RegenerateAsync(old.Record.Id, Admin, default)).Value!;
        Assert.That(await host.ReasonAsync(host.Sign(fresh)), Is.EqualTo(ApiKeyFailureReason.UnknownKey));
        Assert.That(await host.ReasonAsync(host.Sign(last)), Is.Null);
    }

    [Test]
    public async Task AC_181_the_public_part_opens_nothing_as_a_token()
    {
        await using var host = SigningHost.New();
        var issued = await host.IssueSignedAsync();
        Assert.That(await host.ReasonAsync(issued.Secret.Reveal()), Is.EqualTo(ApiKeyFailureReason.WrongMode));
        Assert.That(await host.ReasonAsync(issued.SigningSecret!.Reveal()), Is.EqualTo(ApiKeyFailureReason.UnknownPrefix));
        Assert.That(host.Logs.Lines.Where(line => line.Level > LogLevel.Information), Is.Empty);
    }

    [Test]
    public async Task A_key_that_is_revoked_while_its_body_arrives_opens_nothing()
    {
        await using var host = SigningHost.New();
        var issued = await host.IssueSignedAsync();
        var body = new TestBody("{}"u8.ToArray(), _ => host.Manager.RevokeAsync(issued.Record.Id, null, Admin, default).AsTask());
        Assert.That(await host.ReasonAsync(host.Sign(issued, "POST", "/leads", "{}"), body), Is.EqualTo(ApiKeyFailureReason.Revoked));
    }

    [Test]
    public async Task A_secret_that_ends_while_its_body_arrives_opens_nothing()
    {
        await using var host = SigningHost.New();
        var issued = await host.IssueSignedAsync();
        var body = new TestBody("{}"u8.ToArray(), async _ =>
        {
            host.Clock.Advance(TimeSpan.FromSeconds(1));
            await host.Manager.RegenerateAsync(issued.Record.Id, Admin, default);
        });
        Assert.That(await host.ReasonAsync(host.Sign(issued, "POST", "/leads", "{}"), body), Is.EqualTo(ApiKeyFailureReason.UnknownKey));
    }

    [Test]
    public async Task A_key_of_one_scheme_signs_by_no_other_even_for_its_holder()
    {
        await using var host = SigningHost.New();
        var issued = await host.IssueSignedAsync();
        Assert.That(host.Get<SigningKeyVault>().Find(issued.Record.Id, issued.Record.Secrets[0], out var key), Is.Null);
        var (input, signature) = Sign(key!.Bytes, issued.Secret.Reveal(), host.Clock.GetUtcNow());
        Assert.That(HttpMessageSignedRequest.TryParse(input, signature, new Get(), _ => true, new ApiKeyMessageSignatureOptions(), out var request, out var error), Is.True, error);
        Assert.That(request!.IsSignedBy(key.Bytes, System.Security.Cryptography.SHA256.HashData([])), Is.True, "the signature is right by that key");
        Assert.That(await host.ReasonAsync(request), Is.EqualTo(ApiKeyFailureReason.WrongMode));

        static (string, string) Sign(ReadOnlySpan<byte> k1, string apiKey, DateTimeOffset now)
        {
            var signed = MessageSignature.Sign(k1, new Get(), ["@method", "@authority", "@path", "@query"], now, apiKey, null, "sig", null);
            return (signed.InputHeader, signed.SignatureHeader);
        }
    }

    [Test]
    public async Task A_caller_that_gives_up_while_the_body_arrives_is_told_so_and_not_that_it_cannot_be_read()
    {
        await using var host = SigningHost.New();
        using var caller = new CancellationTokenSource();
        var request = host.Sign(await host.IssueSignedAsync(), "POST", "/leads", "{}");
        var body = new TestBody("{}"u8.ToArray(), async token =>
        {
            await caller.CancelAsync();
            token.ThrowIfCancellationRequested();
        });
        Assert.That(async () => await host.Verifier.VerifySignedAsync(request, body, default, caller.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(await host.ReasonAsync(request, new TestBody("{}"u8.ToArray())), Is.Null, "it was not used up");
    }

    [Test]
    public async Task FC_02_a_store_of_signatures_that_fails_is_neither_a_pass_nor_a_replay()
    {
        var store = new FailingReplayStore();
        await using var host = SigningHost.New(builder => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<IReplayStore>(builder.Services, store));
        var request = host.Sign(await host.IssueSignedAsync());
        Assert.That(await host.ReasonAsync(request), Is.EqualTo(ApiKeyFailureReason.StoreUnavailable));
        store.Works = true;
        Assert.That(await host.ReasonAsync(request), Is.Null);
    }

    [Test]
    public async Task C10_keys_of_a_mode_that_the_host_does_not_issue_are_refused_and_the_first_mode_is_the_default()
    {
        await using var bearer = new TestHost();
        var refused = await bearer.Manager.IssueAsync(SigningHost.Request, default);
        Assert.That(refused.Errors.Single(), Is.EqualTo(new ApiKeyError(ApiKeyErrorCode.Invalid, "Mode", "Keys of this mode are not issued here.")));
        await using var host = SigningHost.New(builder => builder.ConfigurePolicy(policy => policy.Modes.RemoveAt(0)));
        Assert.That((await host.IssueAsync()).Record.Mode, Is.EqualTo(ApiKeyMode.Signed));
        Assert.That((await host.Manager.IssueAsync(TestHost.Request with { Mode = ApiKeyMode.Bearer }, default)).Succeeded, Is.False);
        await using var both = SigningHost.New();
        Assert.That((await both.Manager.IssueAsync(TestHost.Request with { SigningScheme = ApiKeySigningScheme.P2sSignV1 }, default)).Errors.Single().Member, Is.EqualTo("Mode"));
    }

    private static string Credential(P2sSignedRequest request) => $"{request.ApiKey}:{request.Timestamp}:{Convert.ToHexStringLower(request.Signature.Span)}";

    private sealed class Get : IMessageComponents
    {
        public string? Find(string name) => name;
    }

    private sealed class FailingReplayStore : IReplayStore
    {
        public bool Works { get; set; }

        public ValueTask<bool> TryAddAsync(string keyId, ReadOnlyMemory<byte> signature, TimeSpan window, CancellationToken cancellationToken) =>
            Works ? ValueTask.FromResult(true) : throw new InvalidOperationException("down");
    }
}
