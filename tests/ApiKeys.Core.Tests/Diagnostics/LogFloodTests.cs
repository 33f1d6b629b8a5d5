using ApiKeys.Core.Tests.Verification;
using ApiKeys.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiKeys.Core.Tests.Diagnostics;

/// <summary>What every request of a flood could write is written once a second, with the number of what was left out.</summary>
[TestFixture]
public class LogFloodTests
{
    [Test]
    public async Task AC_225_a_store_that_is_down_writes_one_line_a_second_and_counts_the_others()
    {
        // Above the circuit, which would keep most requests from the store.
        await using var host = new TestHost(builder => builder.Services.AddSingleton<IApiKeyStore>(new ThrowingStore(new TimeoutException())));
        await ExpectOneLineASecondAsync(host, LogLevel.Error, "store failed", () => host.VerifyAsync(host.Format.Generate("live").Text));
    }

    [Test]
    public async Task AC_225_a_store_of_limits_that_is_down_writes_one_line_a_second_and_counts_the_others()
    {
        await using var host = new TestHost(builder => builder.Services.AddSingleton<IRateLimitStore>(new ThrowingLimitStore()));
        var key = (await host.VerifyAsync((await host.IssueAsync()).Secret.Reveal())).Key!;
        await ExpectOneLineASecondAsync(host, LogLevel.Error, "rate limits failed", () => host.Admitter.AdmitAsync(key, default, CancellationToken.None).AsTask());
    }

    [Test]
    public async Task AC_047_a_hash_that_cannot_be_read_writes_one_line_a_second_with_the_keys_id()
    {
        await using var host = new TestHost();
        var issued = await host.IssueAsync(record => record with { Secrets = [record.Secrets[0] with { Hash = "$2a$05$" }] });
        await ExpectOneLineASecondAsync(host, LogLevel.Warning, $"API key {issued.Record.Id} cannot be read", () => host.VerifyAsync(issued.Secret.Reveal()));
    }

    [Test]
    public async Task A_refusal_without_a_key_and_without_others_leaves_both_out()
    {
        await using var host = new TestHost();
        await host.VerifyAsync("x");
        Assert.That(Lines(host, LogLevel.Information), Is.EqualTo(new[] { "An API key was refused: UnknownPrefix. " }));
        await host.VerifyAsync("x");
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await host.VerifyAsync("x");
        Assert.That(Lines(host, LogLevel.Information)[1], Is.EqualTo("An API key was refused: UnknownPrefix. 1 further refusals for this reason went unlogged before. "));
    }

    [Test]
    public async Task A_refusal_of_a_known_key_names_it()
    {
        await using var host = new TestHost();
        var issued = await host.IssueAsync(record => record with { DisabledAt = record.CreatedAt });
        await host.VerifyAsync(issued.Secret.Reveal());
        await host.VerifyAsync(issued.Secret.Reveal());
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await host.VerifyAsync(issued.Secret.Reveal());
        Assert.That(Lines(host, LogLevel.Information), Is.EqualTo(new[]
        {
            $"API key {issued.Record.Id} was refused: Disabled. ",
            $"API key {issued.Record.Id} was refused: Disabled. 1 further refusals for this reason went unlogged before. ",
        }));
    }

    private static async Task ExpectOneLineASecondAsync(TestHost host, LogLevel level, string text, Func<Task> request)
    {
        for (var i = 0; i < 10; i++)
        {
            await request();
        }

        Assert.That(Lines(host, level), Has.Count.EqualTo(1).And.One.Contains(text));
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await request();
        Assert.That(Lines(host, level), Has.Count.EqualTo(2));
        Assert.That(Lines(host, level)[1], Does.Contain(text).And.Contain(" 9 further "));
    }

    private static List<string> Lines(TestHost host, LogLevel level) => [.. host.Logs.Lines.Where(line => line.Level == level).Select(line => line.Text)];

    private sealed class ThrowingLimitStore : IRateLimitStore
    {
        public ValueTask<RateLimitDecision> TakeAsync(string keyId, IReadOnlyList<RateLimit> limits, CancellationToken cancellationToken) => throw new TimeoutException();

        public ValueTask GiveBackAsync(string keyId, IReadOnlyList<RateLimit> limits, RateLimitDecision taken, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<RateLimitDecision> PeekAsync(string keyId, IReadOnlyList<RateLimit> limits, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
