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

        Assert.That(host.Logs.Lines.Count(line => line.Level == LogLevel.Error), Is.EqualTo(2));
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

    [Test]
    public async Task FC_05_slow_store_is_waited_for()
    {
        await using var host = new TestHost();
        var text = (await host.IssueAsync()).Secret.Reveal();
        host.Store.Fault = StoreFault.Slow;
        var verifying = host.VerifyAsync(text);
        Assert.That(verifying.IsCompleted, Is.False);
        host.Clock.Advance(host.Store.Delay);
        Assert.That((await verifying).Succeeded, Is.True);
    }

    [Test]
    public async Task Null_text_is_a_programmers_error()
    {
        await using var host = new TestHost();
        Assert.That(async () => await host.VerifyAsync(null!), Throws.ArgumentNullException);
    }
}
