using ApiKeys.AspNetCore.Tests.Host;
using ApiKeys.Testing;

namespace ApiKeys.AspNetCore.Tests;

/// <summary>One table of cases over every lane: the answers are the same bytes, whether middleware, fast lane or MVC gives them.</summary>
internal sealed class LaneTests
{
    private static readonly string[] Cases =
    [
        "good", "no credential", "empty", "basic", "wrong prefix", "mistyped", "unknown", "two", "revoked", "disabled", "expired", "test environment",
        "outside address", "no scope", "over limit", "store down", "write without scope", "write with broken json and no key",
    ];

    [TestCaseSource(nameof(Cases))]
    public async Task AC_091_AC_093_every_lane_gives_the_same_answer(string name)
    {
        var answers = new List<string>();
        foreach (var lane in LaneHost.Lanes)
        {
            await using var host = await LaneHost.StartAsync();
            var (status, response) = await RunAsync(host, name, lane);
            Assert.That(response.Status, Is.EqualTo(status), $"{lane}: {response.Body}");
            answers.Add(status == 200 ? "good" : response.Fingerprint);
        }

        Assert.That(answers.Distinct().ToList(), Has.Count.EqualTo(1), "lanes differ");
    }

    private static async Task<(int Status, RawResponse Response)> RunAsync(ApiKeyHost host, string name, string lane)
    {
        var key = await host.IssueAsync(scopes: name == "no scope" ? ScopeSet.None : null, environment: name == "test environment" ? "test" : "live");
        var now = host.Clock.GetUtcNow();
        Func<ApiKeyRecord, ApiKeyRecord> change = name switch
        {
            "revoked" => record => record with { RevokedAt = now },
            "disabled" => record => record with { DisabledAt = now },
            "expired" => record => record with { ExpiresAt = now },
            "outside address" => record => record with { AllowedIps = IpAllowList.Of("10.0.0.0/8") },
            "over limit" => record => record with { RateLimits = [RateLimit.PerHour(1)] },
            _ => record => record,
        };
        await host.ChangeAsync(key, change);
        if (name == "over limit")
        {
            Assert.That((await host.GetAsync(lane, key.Bearer)).Status, Is.EqualTo(200));
        }

        host.Store.Fault = name == "store down" ? StoreFault.Down : StoreFault.None;
        return name switch
        {
            "good" => (200, await host.GetAsync(lane, key.Bearer)),
            "no credential" => (401, await host.GetAsync(lane)),
            "empty" => (401, await host.GetAsync(lane, "Authorization: Bearer")),
            "basic" => (401, await host.GetAsync(lane, "Authorization: Basic x")),
            "wrong prefix" => (401, await host.GetAsync(lane, "Authorization: Bearer other")),
            "mistyped" => (401, await host.GetAsync(lane, key.Bearer + "x")),
            "unknown" => (401, await host.GetAsync(lane, "Authorization: Bearer sk_live_a1b2c3d4e5f6")),
            "two" => (401, await host.GetAsync(lane, key.Bearer, key.Bearer)),
            "outside address" or "no scope" => (403, await host.GetAsync(lane, key.Bearer)),
            "over limit" => (429, await host.GetAsync(lane, key.Bearer)),
            "store down" => (503, await host.GetAsync(lane, key.Bearer)),
            "write without scope" => (403, await host.SendAsync("POST", lane, "1.1", key.Bearer, "Content-Type: application/json", "Content-Length: 0")),
            "write with broken json and no key" => (401, await host.SendAsync("POST", lane, "1.1", "Content-Type: application/json", "Content-Length: 0")),
            _ => (401, await host.GetAsync(lane, key.Bearer)),
        };
    }
}
