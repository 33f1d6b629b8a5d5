using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using ApiKeys.Management;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.Stores.EfCore.Tests.Faults;

/// <summary>The sample on PostgreSQL, killed in the midst of its work: what limits and revokes is exact, what counts is never too much.</summary>
[TestFixture]
internal sealed partial class KilledHostTests
{
    [Test]
    public async Task FC_10_a_host_that_is_killed_refills_no_limit_loses_no_key_and_counts_no_use_twice()
    {
        var database = SharedServer.PostgreSql.CreateDatabase();
        var began = TimeProvider.System.GetUtcNow();
        string live;
        string limited;
        var sent = 0;
        using (var first = Start(database))
        {
            var (url, keys) = await ReadAsync(first);
            (live, limited) = (keys["live"], keys["limited"]);
            using var client = new HttpClient { BaseAddress = new Uri(url) };
            Assert.That(await GetAsync(client, limited), Is.EqualTo(HttpStatusCode.OK));
            Assert.That(await GetAsync(client, limited), Is.EqualTo(HttpStatusCode.OK));

            // Longer than the five seconds between two writes of the counts, so that some are written and some are not.
            var watch = Stopwatch.StartNew();
            while (watch.Elapsed < TimeSpan.FromSeconds(7) && sent < 900)
            {
                Assert.That(await GetAsync(client, live), Is.EqualTo(HttpStatusCode.OK));
                sent++;
                await Task.Delay(5);
            }

            first.Kill(entireProcessTree: true);
            await first.WaitForExitAsync();
        }

        using var second = Start(database);
        var (again, _) = await ReadAsync(second);
        using var later = new HttpClient { BaseAddress = new Uri(again) };
        Assert.That(await GetAsync(later, limited), Is.EqualTo(HttpStatusCode.TooManyRequests), "two were spent before");
        var left = 0;
        while (await GetAsync(later, live) == HttpStatusCode.OK)
        {
            left++;
            Assert.That(left, Is.LessThanOrEqualTo(1000), "the limit ends");
        }

        Assert.That(sent + left, Is.EqualTo(1000), "not one permit more, and not one less");
        second.Kill(entireProcessTree: true);
        await second.WaitForExitAsync();

        var usage = await UsageOfAsync(database, live);
        Assert.That(usage.Count, Is.LessThanOrEqualTo(1000).And.GreaterThan(0), "some of it was written, none of it twice");
        Assert.That(usage.LastUsedAt, Is.LessThanOrEqualTo(TimeProvider.System.GetUtcNow()).And.GreaterThan(began));
    }

    private static Process Start(string database)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "QuickStart", configuration, "QuickStart.dll"));
        Assert.That(program, Does.Exist, "the sample is built together with these tests");
        var start = new ProcessStartInfo("dotnet", [program, "--urls", "http://127.0.0.1:0", "--postgres", database]) { RedirectStandardOutput = true, WorkingDirectory = Path.GetTempPath() };
        return Process.Start(start)!;
    }

    private static async Task<(string Url, Dictionary<string, string> Keys)> ReadAsync(Process sample)
    {
        var text = "";
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!text.Contains("Press Ctrl+C", StringComparison.Ordinal))
        {
            text += await sample.StandardOutput.ReadLineAsync(limit.Token) is { } line ? line + "\n" : throw new InvalidOperationException($"The sample ended:\n{text}");
        }

        return (Url().Match(text).Value, Keys().Matches(text).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["key"].Value));
    }

    private static async Task<HttpStatusCode> GetAsync(HttpClient client, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/leads");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }

    private static async Task<ApiKeyUsage> UsageOfAsync(string database, string key)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddPooledDbContextFactory<ApiKeysDbContext>(options => options.UseNpgsql(database));
        services.AddApiKeys().AddEntityFrameworkStores<ApiKeysDbContext>().ConfigureFormat(format => format.Template = Format.KeyTemplate.Standard("sk"));
        await using var provider = services.BuildServiceProvider();
        var found = await provider.GetRequiredService<Verification.ApiKeyVerifier>().VerifyAsync(key, default, default);
        return (await provider.GetRequiredService<ApiKeyDirectory>().GetUsageAsync(found.Key!.Id, ApiKeyActor.Host, default))!;
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Url();

    [GeneratedRegex(@"^  (?<name>live|reader|limited|test)\s+(?<key>sk_\w+)", RegexOptions.Multiline)]
    private static partial Regex Keys();
}
