using ApiKeys.Management;

namespace QuickStart;

/// <summary>Issues two keys and prints commands that can be pasted into another terminal.</summary>
internal static class Introduction
{
    public static async Task PrintAsync(WebApplication app)
    {
        var manager = app.Services.GetRequiredService<ApiKeyManager>();
        var live = await IssueAsync(manager, "CRM Nightly Sync", "live");
        var test = await IssueAsync(manager, "Try-out", "test");
        var url = app.Urls.First();
        Console.WriteLine($"""

            Two API keys were issued. They are shown once, here; the service keeps hashes.

              live  {live}
              test  {test}

            Paste into another terminal:

            # 1. Anybody: 200
            curl -i {url}/

            # 2. Without a key: 401
            curl -i {url}/v1/leads

            # 3. With the live key: 200
            curl -i {url}/v1/leads -H "Authorization: Bearer {live}"

            # 4. The same with a body: 200, one collaborator created
            curl -i -X POST {url}/functions/v1/default-integration -H "Authorization: Bearer {live}" -H "Content-Type: application/json" -d '{SampleBody}'

            # 5. This service is live, so a test key opens nothing: 401
            curl -i {url}/v1/leads -H "Authorization: Bearer {test}"

            # 6. Something that is no key: 401 that tells what a key looks like
            curl -i {url}/v1/leads -H "Authorization: Bearer mytoken123456789"

            # 7. A typing error in the key, found by its checksum before any store is asked: 401
            curl -i {url}/v1/leads -H "Authorization: Bearer {Mistype(live)}"

            Press Ctrl+C to stop. The keys are gone then: this sample keeps them in memory.
            """);
    }

    private const string SampleBody =
        """{"action":"sync_collaborators","collaborators":[{"external_id":"emp-101","name":"Maria Santos","email":"maria@yourcompany.com"}]}""";

    private static async Task<string> IssueAsync(ApiKeyManager manager, string name, string environment)
    {
        var request = new IssueApiKeyRequest { Name = name, Environment = environment, TenantId = "acme", CreatedBy = "quickstart" };
        var result = await manager.IssueAsync(request, CancellationToken.None);
        return result.Succeeded ? result.Value.Secret.Reveal() : throw new InvalidOperationException(result.Errors[0].Message);
    }

    private static string Mistype(string key) => key[..^1] + (key[^1] == 'x' ? 'y' : 'x');
}
