using ApiKeys.Testing;
using Microsoft.Extensions.Logging;

namespace ApiKeys.Core.Tests.Verification;

[TestFixture]
public class VerifierStoreFailureTests
{
    [Test]
    public async Task FC_02_store_that_is_down_is_neither_a_pass_nor_an_unknown_key()
    {
        await using var host = new TestHost();
        var issued = await host.IssueAsync();
        host.Store.Fault = StoreFault.Down;
        foreach (var text in new[] { issued.Secret.Reveal(), host.Format.Generate("live").Text })
        {
            var verification = await host.VerifyAsync(text);
            Assert.That(verification.Failure!.Reason, Is.EqualTo(ApiKeyFailureReason.StoreUnavailable));
            Assert.That(verification.Failure.Kind, Is.EqualTo(ApiKeyFailureKind.Unavailable));
        }

        Assert.That(host.Logs.Lines.Count(line => line.Level == LogLevel.Error), Is.EqualTo(1));
        host.Store.Fault = StoreFault.None;
        Assert.That(await host.ReasonAsync(issued.Secret.Reveal()), Is.Null);
    }

    private static IEnumerable<Exception> Exceptions =>
        [new InvalidOperationException("x"), new OperationCanceledException("the store's own timeout"), new TimeoutException(), new StoreFaultException("x")];

    [TestCaseSource(nameof(Exceptions))]
    public async Task Whatever_a_store_throws_is_the_same_answer(Exception exception)
    {
        await using var host = new TestHost(builder => builder.AddStore(_ => new ThrowingStore(exception)));
        Assert.That(await host.ReasonAsync(host.Format.Generate("live").Text), Is.EqualTo(ApiKeyFailureReason.StoreUnavailable));
    }

    [Test]
    public async Task Caller_that_gives_up_gets_its_own_cancellation()
    {
        await using var host = new TestHost();
        var text = (await host.IssueAsync()).Secret.Reveal();
        host.Store.Fault = StoreFault.Hang;
        using var cancellation = new CancellationTokenSource();
        var verifying = host.Verifier.VerifyAsync(text, default, cancellation.Token).AsTask();
        Assert.That(verifying.IsCompleted, Is.False);
        await cancellation.CancelAsync();
        Assert.That(async () => await verifying, Throws.InstanceOf<OperationCanceledException>());
    }

    // Database drivers answer a cancellation with exceptions of their own.
    [TestCaseSource(nameof(Exceptions))]
    public async Task Caller_that_gave_up_never_sees_a_foreign_exception(Exception exception)
    {
        await using var host = new TestHost(builder => builder.AddStore(_ => new ThrowingStore(exception)));
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();
        var text = host.Format.Generate("live").Text;
        Assert.That(
            async () => await host.Verifier.VerifyAsync(text, default, cancellation.Token),
            Throws.InstanceOf<OperationCanceledException>().With.Property(nameof(OperationCanceledException.CancellationToken)).EqualTo(cancellation.Token));
    }

    [TestCase(1.9, true)]
    [TestCase(5, false)]
    public async Task FC_05_a_slow_store_is_waited_for_two_seconds_and_no_longer(double seconds, bool isInTime)
    {
        await using var host = new TestHost();
        var text = (await host.IssueAsync()).Secret.Reveal();
        host.Store.Fault = StoreFault.Slow;
        host.Store.Delay = TimeSpan.FromSeconds(seconds);
        var verifying = host.VerifyAsync(text);
        Assert.That(verifying.IsCompleted, Is.False);
        host.Clock.Advance(TimeSpan.FromSeconds(isInTime ? seconds : 2));
        Assert.That((await verifying).Failure?.Reason, Is.EqualTo(isInTime ? null : ApiKeyFailureReason.StoreUnavailable));
    }

    [Test]
    public async Task FC_06_a_store_that_never_answers_holds_nobody_longer_than_two_seconds_and_is_told_to_stop()
    {
        await using var host = new TestHost();
        var text = (await host.IssueAsync()).Secret.Reveal();
        host.Store.Fault = StoreFault.Hang;
        var verifying = Enumerable.Range(0, 50).Select(_ => host.VerifyAsync(text)).ToList();
        host.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.That((await Task.WhenAll(verifying)).Select(verification => verification.Failure!.Reason), Is.All.EqualTo(ApiKeyFailureReason.StoreUnavailable));
        host.Store.Fault = StoreFault.None;
        Assert.That(await host.ReasonAsync(text), Is.Null, "the next one asks anew");
    }

    [Test]
    public async Task Null_text_is_a_programmers_error()
    {
        await using var host = new TestHost();
        Assert.That(async () => await host.VerifyAsync(null!), Throws.ArgumentNullException);
    }
}
