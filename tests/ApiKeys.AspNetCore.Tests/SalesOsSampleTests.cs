using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using ApiKeys.Management;
using ApiKeys.Testing;
using Microsoft.AspNetCore.Mvc.Testing;

namespace ApiKeys.AspNetCore.Tests;

/// <summary>CONTRACT S-28 and S-29 on the QuickStart: the sample endpoint's answer, and the documentation's own client against a limited key.</summary>
internal sealed class SalesOsSampleTests
{
    private const string Path = "/functions/v1/default-integration";

    [Test]
    public async Task S_28_a_repeated_external_id_counts_as_existing()
    {
        await using var factory = new WebApplicationFactory<Program>();
        using var client = await factory.CreateClientWithApiKeyAsync(Request());
        var first = await PostAsync(client, "emp-101", "emp-102");
        Assert.That(first.GetProperty("data").GetRawText(), Is.EqualTo("""{"created":2,"existing":0,"errors":[],"total":2}"""));
        var second = await PostAsync(client, "emp-101", "emp-103");
        Assert.That(second.GetProperty("data").GetRawText(), Is.EqualTo("""{"created":1,"existing":1,"errors":[],"total":2}"""));
        var meta = second.GetProperty("meta");
        Assert.That(Guid.TryParse(meta.GetProperty("request_id").GetString(), out _));
        Assert.That(meta.GetProperty("timestamp").GetString(), Does.Match(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$"));
        Assert.That(second.EnumerateObject().Select(member => member.Name), Is.EqualTo(new[] { "data", "meta" }));
    }

    [Test]
    public async Task S_29_the_documentations_retrying_client_succeeds_after_retry_after()
    {
        await using var factory = new WebApplicationFactory<Program>();
        factory.UseKestrel(0);
        using var client = await factory.CreateClientWithApiKeyAsync(Request() with { RateLimits = [new RateLimit(1, TimeSpan.FromSeconds(2))] });
        Assert.That((await client.PostAsJsonAsync(Path, new { action = "sync_collaborators" })).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var script = System.IO.Path.Combine(TestContext.CurrentContext.TestDirectory, "Seeds", "callWithRetry.mjs");
        var start = new ProcessStartInfo("node", [script, new Uri(client.BaseAddress!, Path).ToString(), client.DefaultRequestHeaders.Authorization!.Parameter!])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var node = Process.Start(start)!;
        var output = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        Assert.That(node.ExitCode, Is.Zero, await node.StandardError.ReadToEndAsync());
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines[0], Does.Match(string.Create(CultureInfo.InvariantCulture, $@"^Rate limited\. Retrying in [12]s\.\.\.$")));
        Assert.That(JsonDocument.Parse(lines[^1]).RootElement.GetProperty("data").GetProperty("created").GetInt32(), Is.EqualTo(1));
    }

    private static IssueApiKeyRequest Request() => new() { Name = "sync", Environment = "live", TenantId = "acme", Scopes = ScopeSet.Of("default:sync") };

    private static async Task<JsonElement> PostAsync(HttpClient client, params string[] externalIds)
    {
        var body = new { action = "sync_collaborators", collaborators = externalIds.Select(id => new { external_id = id, name = "Maria", email = "m@x.com" }) };
        using var response = await client.PostAsJsonAsync(Path, body);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
