using ApiKeys;
using ApiKeys.Management;

namespace Controllers;

/// <summary>Issues three keys and prints commands that can be pasted into another terminal.</summary>
internal static class Introduction
{
    public static async Task PrintAsync(WebApplication app)
    {
        var manager = app.Services.GetRequiredService<ApiKeyManager>();
        var crm = await IssueAsync(manager, new() { Name = "CRM", Environment = "live", Scopes = ScopeSet.Of("leads:read", "jobs:run") });
        var nightly = await IssueAsync(manager, new() { Name = "Nightly", Environment = "live", Scopes = ScopeSet.Of("jobs:run") });
        var partner = await IssueAsync(manager, new() { Name = "Partner", Environment = "live", Scopes = ScopeSet.Of("leads:read"), CustomerIds = ["c-7"] });
        var (url, crmKey, nightlyKey, partnerKey) = (app.Urls.First(), crm.Secret.Reveal(), nightly.Secret.Reveal(), partner.Secret.Reveal());
        Console.WriteLine($$"""

            Three API keys were issued. They are shown once, here; the service keeps hashes.

              crm      {{crmKey}}    reads leads and queues jobs
              nightly  {{nightlyKey}}    queues jobs
              partner  {{partnerKey}}    reads the leads of customer c-7

            Paste into another terminal:

            # 1. Without a key: 401
            curl -i {{url}}/v1/leads

            # 2. With a key that may read leads: 200
            curl -i {{url}}/v1/leads -H "Authorization: Bearer {{crmKey}}"

            # 3. With one that may not: 403
            curl -i {{url}}/v1/leads -H "Authorization: Bearer {{nightlyKey}}"

            # 4. A partner's key opens its own customer: 200
            curl -i {{url}}/v1/customers/c-7/leads -H "Authorization: Bearer {{partnerKey}}"

            # 5. and no other: 403
            curl -i {{url}}/v1/customers/c-8/leads -H "Authorization: Bearer {{partnerKey}}"

            # 6. A broken body is looked at after the key: without one, 401
            curl -i -X POST {{url}}/v1/jobs -H "Content-Type: application/json" -d '{"kind":'

            # 7. and with one, 400
            curl -i -X POST {{url}}/v1/jobs -H "Authorization: Bearer {{nightlyKey}}" -H "Content-Type: application/json" -d '{"kind":'

            # 8. Work that outlives its request: 202, and the job knows its key
            curl -i -X POST {{url}}/v1/jobs -H "Authorization: Bearer {{nightlyKey}}" -H "Content-Type: application/json" -d '{"kind":"export"}'

            # 9. The other key queues one too: 202
            curl -i -X POST {{url}}/v1/jobs -H "Authorization: Bearer {{crmKey}}" -H "Content-Type: application/json" -d '{"kind":"import"}'

            # 10. All jobs that were triggered by keys of this tenant: 200, two of them
            curl -i {{url}}/v1/jobs -H "Authorization: Bearer {{crmKey}}"

            # 11. Those of the nightly key: 200, one
            curl -i "{{url}}/v1/jobs?key_id={{nightly.Record.Id}}" -H "Authorization: Bearer {{crmKey}}"

            Press Ctrl+C to stop. The keys are gone then: this sample keeps them in memory.
            """);
    }

    private static async Task<IssuedApiKey> IssueAsync(ApiKeyManager manager, IssueApiKeyRequest request)
    {
        var result = await manager.IssueAsync(request with { TenantId = "acme", CreatedBy = "controllers" }, CancellationToken.None);
        return result.Succeeded ? result.Value : throw new InvalidOperationException(result.Errors[0].Message);
    }
}
