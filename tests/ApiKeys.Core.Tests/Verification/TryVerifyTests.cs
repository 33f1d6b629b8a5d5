using System.Diagnostics;
using ApiKeys.Hashing;
using ApiKeys.Management;
using ApiKeys.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.Core.Tests.Verification;

/// <summary>A verification that nobody has to wait for says the same as the one that waits, or says that it has no answer.</summary>
internal sealed class TryVerifyTests
{
    [Test]
    public async Task A_key_is_verified_at_once_as_soon_as_it_is_remembered()
    {
        await using var host = new TestHost();
        var text = (await host.IssueAsync()).Secret.Reveal();
        Assert.That(host.Verifier.TryVerify(text, default, out _), Is.False, "the store has to be asked");
        Assert.That(await host.ReasonAsync(text), Is.Null);
        Assert.That(host.Verifier.TryVerify($"Bearer {text}".AsSpan(7), default, out var verification), Is.True);
        Assert.That(verification.Key!.Record.Secrets, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task What_is_no_key_is_refused_at_once()
    {
        await using var host = new TestHost();
        var text = (await host.IssueAsync()).Secret.Reveal();
        Assert.That(host.Verifier.TryVerify(text.AsSpan(0, text.Length - 1), default, out var verification), Is.True);
        Assert.That(verification.Failure!.Reason, Is.EqualTo(await host.ReasonAsync(text[..^1])));
    }

    [Test]
    public async Task An_unknown_key_is_refused_at_once_when_it_comes_again_and_no_longer_when_it_exists()
    {
        await using var host = new TestHost();
        await using var elsewhere = new TestHost();
        var issued = await elsewhere.IssueAsync();
        var text = issued.Secret.Reveal();
        Assert.That(host.Verifier.TryVerify(text, default, out _), Is.False, "the store has to be asked");
        Assert.That(await host.ReasonAsync(text), Is.EqualTo(ApiKeyFailureReason.UnknownKey));
        Assert.That(host.Verifier.TryVerify(text, default, out var verification), Is.True);
        Assert.That(verification.Failure!.Reason, Is.EqualTo(ApiKeyFailureReason.UnknownKey));
        await host.Live.ApplyAsync(ApiKeyChange.Add(issued.Record), CancellationToken.None);
        Assert.That(await host.ReasonAsync(text), Is.Null);
    }

    [Test]
    public async Task A_remembered_key_is_refused_at_once_when_it_ends()
    {
        await using var host = new TestHost();
        var issued = await host.IssueAsync();
        var text = issued.Secret.Reveal();
        Assert.That(await host.ReasonAsync(text), Is.Null);
        await host.Manager.DisableAsync(issued.Record.Id, new ApiKeyActor("test", null, null), CancellationToken.None);
        Assert.That(await host.ReasonAsync(text), Is.EqualTo(ApiKeyFailureReason.Disabled));
        Assert.That(host.Verifier.TryVerify(text, default, out var verification), Is.True);
        Assert.That(verification.Failure!.Reason, Is.EqualTo(ApiKeyFailureReason.Disabled));
    }

    [Test]
    public async Task A_slow_hash_has_no_answer_at_once_before_it_was_computed()
    {
        await using var host = new TestHost(builder =>
        {
            builder.Services.AddSingleton<IApiKeyHasher>(new BcryptApiKeyHasher(4, 6));
            builder.ConfigureHashing(hashing => hashing.Algorithm = "bcrypt");
        });
        var text = (await host.IssueAsync()).Secret.Reveal();
        Assert.That(host.Verifier.TryVerify(text, default, out _), Is.False);
        Assert.That(await host.ReasonAsync(text), Is.Null);
        Assert.That(host.Verifier.TryVerify(text, default, out var verification), Is.True);
        Assert.That(verification.Succeeded, Is.True);
    }

    // The listener hears all tests.
    [Test]
    [NonParallelizable]
    public async Task Where_somebody_traces_a_verification_has_its_activity()
    {
        await using var host = new TestHost();
        var text = (await host.IssueAsync()).Secret.Reveal();
        Assert.That(await host.ReasonAsync(text), Is.Null);
        var ended = 0;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "ApiKeys",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = _ => Interlocked.Increment(ref ended),
        };
        ActivitySource.AddActivityListener(listener);
        Assert.That(host.Verifier.TryVerify(text, default, out _), Is.False);
        Assert.That(await host.ReasonAsync(text), Is.Null);
        Assert.That(ended, Is.GreaterThan(0));
    }
}
