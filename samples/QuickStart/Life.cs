using System.Net;
using System.Net.Http.Headers;
using ApiKeys;
using ApiKeys.Management;
using ApiKeys.Stores;

namespace QuickStart;

/// <summary>A key's life, step by step: each change by <see cref="ApiKeyManager"/>, each use by a request over HTTP.</summary>
internal sealed class Life(ApiKeyManager manager, ApiKeyDirectory directory, HttpClient client)
{
    private static readonly ApiKeyActor Actor = new("quickstart", "acme", IPAddress.Loopback);
    private int _step;

    /// <summary>Starts the app on a free port and lives a key's life through.</summary>
    public static async Task RunAsync(WebApplication app)
    {
        app.Urls.Clear();
        app.Urls.Add("http://127.0.0.1:0");
        await app.StartAsync();
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(app.Urls.First()) };
        var services = app.Services;
        await new Life(services.GetRequiredService<ApiKeyManager>(), services.GetRequiredService<ApiKeyDirectory>(), client).LiveAsync();
        await app.StopAsync();
    }

    private async Task LiveAsync()
    {
        var request = new IssueApiKeyRequest { Name = "A short life", Environment = "live", Scopes = ScopeSet.Of("leads:read") };
        var first = Valid(await manager.IssueAsync(request, Actor, CancellationToken.None));
        var id = first.Record.Id;
        Say("issue", $"{HintOf(first)} for {first.Record.TenantId}, scope {first.Record.Scopes.First()}, until {first.Record.ExpiresAt:yyyy-MM-dd}");
        await UseAsync("the key", first, HttpStatusCode.OK);

        var second = Valid(await manager.RotateAsync(id, TimeSpan.FromHours(1), Actor, CancellationToken.None));
        Say("rotate", $"{HintOf(second)} is new; the old secret stays valid for an hour");
        await UseAsync("the new secret", second, HttpStatusCode.OK);
        await UseAsync("the old secret", first, HttpStatusCode.OK);

        var revoked = Valid(await manager.RevokeAsync(id, "end of the demonstration", Actor, CancellationToken.None));
        Say("revoke", $"by {revoked.RevokedBy}: {revoked.RevokedReason}");
        await UseAsync("the new secret", second, HttpStatusCode.Unauthorized);
        await UseAsync("the old secret", first, HttpStatusCode.Unauthorized);

        var trail = await directory.ListAuditAsync(new AuditQuery { KeyId = id }, Actor, CancellationToken.None);
        Say("audit", string.Join(", ", trail.Reverse().Select(entry => entry.Action)));
    }

    private async Task UseAsync(string what, IssuedApiKey key, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/leads");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key.Secret.Reveal());
        using var answer = await client.SendAsync(request);
        Say("use", $"GET /v1/leads with {what}: {(int)answer.StatusCode} {answer.ReasonPhrase}");
        if (answer.StatusCode != expected)
        {
            throw new InvalidOperationException($"Expected {(int)expected}.");
        }
    }

    private void Say(string word, string text) => Console.WriteLine($"{++_step,2}. {word,-7} {text}");

    // The environment and the public id; what follows is the secret.
    private static string HintOf(IssuedApiKey key) => key.Secret.Reveal()[..20] + "…";

    private static T Valid<T>(ApiKeyResult<T> result)
        where T : class => result.Succeeded ? result.Value : throw new InvalidOperationException(result.Errors[0].Message);
}
