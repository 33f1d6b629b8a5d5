using ApiKeys;
using ApiKeys.Management;

namespace QuickStart;

/// <summary>Issues four keys and prints commands that can be pasted into another terminal.</summary>
internal static class Introduction
{
    private const string SampleBody =
        """{"action":"sync_collaborators","collaborators":[{"external_id":"emp-101","name":"Maria Santos","email":"maria@yourcompany.com"}]}""";

    public static async Task PrintAsync(WebApplication app, long earlier)
    {
        var manager = app.Services.GetRequiredService<ApiKeyManager>();
        var (live, _) = await IssueAsync(manager, new() { Name = "CRM Nightly Sync", Environment = "live", Scopes = ScopeSet.Of("default:sync", "leads:read") });
        var (reader, readerId) = await IssueAsync(manager, new() { Name = "Reader", Environment = "live", Scopes = ScopeSet.Of("leads:read") });
        var (limited, _) = await IssueAsync(manager, new()
        {
            Name = "Twice an hour",
            Environment = "live",
            Scopes = ScopeSet.Of("leads:read"),
            RateLimits = [RateLimit.PerHour(2)],
        });
        var (test, _) = await IssueAsync(manager, new() { Name = "Try-out", Environment = "test", Scopes = ScopeSet.Of("leads:read") });
        var url = app.Urls.First();
        Console.WriteLine($"""

            Four API keys were issued. They are shown once, here; the service keeps hashes.

              live     {live}    has both scopes, default:sync and leads:read
              reader   {reader}    may read leads
              limited  {limited}    may read leads, twice an hour
              test     {test}    is for another environment

            Paste into another terminal:

            # 1. Anybody: 200
            curl -i {url}/

            # 2. Without a key: 401
            curl -i {url}/v1/leads

            # 3. With the live key: 200, and how much of 1,000 requests an hour is left
            curl -i {url}/v1/leads -H "Authorization: Bearer {live}"

            # 4. The same with a body: 200, one collaborator created
            curl -i -X POST {url}/functions/v1/default-integration -H "Authorization: Bearer {live}" -H "Content-Type: application/json" -d '{SampleBody}'

            # 5. A key without the endpoint's scope: 403
            curl -i -X POST {url}/functions/v1/default-integration -H "Authorization: Bearer {reader}" -H "Content-Type: application/json" -d '{SampleBody}'

            # 6. Twice an hour, the first time: 200
            curl -i {url}/v1/leads -H "Authorization: Bearer {limited}"

            # 7. The second time: 200
            curl -i {url}/v1/leads -H "Authorization: Bearer {limited}"

            # 8. The third time: 429, with Retry-After
            curl -i {url}/v1/leads -H "Authorization: Bearer {limited}"

            # 9. This service is live, so a test key opens nothing: 401
            curl -i {url}/v1/leads -H "Authorization: Bearer {test}"

            # 10. Something that is no key: 401 that tells what a key looks like
            curl -i {url}/v1/leads -H "Authorization: Bearer mytoken123456789"

            # 11. A typing error in the key, found by its checksum before any store is asked: 401
            curl -i {url}/v1/leads -H "Authorization: Bearer {Mistype(live)}"
            """);
        ManagementIntroduction.Print(app, url, reader, readerId);
        await SignedIntroduction.PrintAsync(app, url);
        var keys = app.Configuration["postgres"] is null
            ? "The keys are gone then: this sample keeps them in memory."
            : $"The keys stay in the database and go on working; {earlier} of earlier starts do so already. Those that sign end with the sample, whose Data Protection keeps no keys.";
        Console.WriteLine($"{Environment.NewLine}Press Ctrl+C to stop. {keys}");
    }

    private static async Task<(string Text, string Id)> IssueAsync(ApiKeyManager manager, IssueApiKeyRequest request)
    {
        var result = await manager.IssueAsync(request with { TenantId = "acme", CreatedBy = "quickstart" }, CancellationToken.None);
        return result.Succeeded ? (result.Value.Secret.Reveal(), result.Value.Record.Id) : throw new InvalidOperationException(result.Errors[0].Message);
    }

    private static string Mistype(string key) => key[..^1] + (key[^1] == 'x' ? 'y' : 'x');
}
