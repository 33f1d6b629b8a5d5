using ApiKeys.Management;
using ApiKeys.Verification;

namespace ApiKeys.Core.Tests.Management;

/// <summary>What a key has spent belongs to the key, whatever becomes of its secret and its settings.</summary>
[TestFixture]
public class QuotaLifeTests
{
    private static readonly ApiKeyActor Admin = ApiKeyActor.Host;

    [Test]
    public async Task AC_142_a_new_secret_and_being_switched_off_refill_nothing()
    {
        await using var host = new TestHost();
        var issued = await host.IssueAsync(TestHost.Request with { RateLimits = [RateLimit.PerHour(2)] });
        Assert.That(await TryAsync(host, issued.Secret), Is.Null);
        Assert.That(await TryAsync(host, issued.Secret), Is.Null);
        var fresh = (await host.Manager.RegenerateAsync(issued.Record.Id, Admin, default)).Value!;
        await host.Manager.DisableAsync(issued.Record.Id, Admin, default);
        await host.Manager.EnableAsync(issued.Record.Id, Admin, default);
        Assert.That(await TryAsync(host, fresh.Secret), Is.EqualTo(ApiKeyFailureReason.RateLimited));
        var rotated = (await host.Manager.RotateAsync(issued.Record.Id, TimeSpan.FromHours(2), Admin, default)).Value!;
        Assert.That(await TryAsync(host, rotated.Secret), Is.EqualTo(ApiKeyFailureReason.RateLimited));
        host.Clock.Advance(TimeSpan.FromHours(1));
        Assert.That(await TryAsync(host, fresh.Secret), Is.Null);
        Assert.That(await TryAsync(host, rotated.Secret), Is.Null);
        Assert.That(await TryAsync(host, fresh.Secret), Is.EqualTo(ApiKeyFailureReason.RateLimited), "both secrets spend from one quota");
    }

    [Test]
    public async Task FC_14_of_two_that_race_for_the_last_permit_one_passes_and_the_other_is_over_the_limit()
    {
        await using var host = new TestHost();
        for (var round = 0; round < TestScale.Of(20_000); round++)
        {
            var issued = await host.IssueAsync(TestHost.Request with { RateLimits = [RateLimit.PerHour(1)] });
            using var start = new Barrier(2);
            var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait();
                    return TryAsync(host, issued.Secret);
                },
                default,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default).Unwrap()));
            Assert.That(answers, Is.EquivalentTo(new ApiKeyFailureReason?[] { null, ApiKeyFailureReason.RateLimited }));
        }
    }

    private static async Task<ApiKeyFailureReason?> TryAsync(TestHost host, ApiKeySecret secret)
    {
        var verification = await host.VerifyAsync(secret.Reveal());
        Assert.That(verification.Failure, Is.Null);
        return (await host.Admitter.AdmitAsync(verification.Key!, new ApiKeyAdmissionRequest(), default)).Failure?.Reason;
    }
}
