using ApiKeys;
using ApiKeys.Management;

namespace Samples.NexusErp;

/// <summary>Prints what NexusERP's documentation describes, ready to be pasted.</summary>
internal static class Introduction
{
    private const string New = """{"name":"Zapier, leads sync","scopes":["leads:read"],"expires_on":"2030-01-31"}""";
    private const string Rename = """{"name":"Zapier","scopes":["leads:read","leads:create"]}""";
    private const string Expiry = """{"expires_at":"2031-01-31T00:00:00Z"}""";

    public static async Task PrintAsync(WebApplication app)
    {
        var admin = DevelopmentCallers.TokenFor(app.Services, "maria", "acme", "developer");
        var other = DevelopmentCallers.TokenFor(app.Services, "olaf", "globex", "developer");
        var manager = app.Services.GetRequiredService<ApiKeyManager>();
        var request = new IssueApiKeyRequest { Name = "Reports", TenantId = "acme", Scopes = ScopeSet.Of("leads:read"), CreatedBy = "maria" };
        var issued = (await manager.IssueAsync(request, CancellationToken.None)).Value!;
        var (key, id, url) = (issued.Secret.Reveal(), issued.Record.Id, app.Urls.First());
        var keys = $"{url}/api/developer/keys";
        Console.WriteLine($$"""

            acme's key, shown once:  {{key}}    may read leads

            Paste into another terminal:

            # 1. New key, valid until the end of a day: 201
            curl -i -X POST {{keys}} -H "Authorization: Bearer {{admin}}" -H "Content-Type: application/json" -d '{{New}}'

            # 2. Generate test token, for an hour: 201
            curl -i -X POST {{keys}}/temporary -H "Authorization: Bearer {{admin}}"

            # 3. The list: 200
            curl -i {{keys}} -H "Authorization: Bearer {{admin}}"

            # 4. An organisation without the feature flag: 403
            curl -i {{keys}} -H "Authorization: Bearer {{other}}"

            # 5. Use the key: 200
            curl -i {{url}}/api/leads -H "Authorization: Bearer {{key}}"

            # 6. for what it has no permission for, and the answer names the key's prefix: 403
            curl -i -X POST {{url}}/api/leads -H "Authorization: Bearer {{key}}"

            # 7. Edit name and permissions: 200
            curl -i -X PATCH {{keys}}/{{id}} -H "Authorization: Bearer {{admin}}" -H "Content-Type: application/json" -d '{{Rename}}'

            # 8. Which holds at once: 201
            curl -i -X POST {{url}}/api/leads -H "Authorization: Bearer {{key}}"

            # 9. The expiry never changes: 400
            curl -i -X PATCH {{keys}}/{{id}} -H "Authorization: Bearer {{admin}}" -H "Content-Type: application/json" -d '{{Expiry}}'

            # 10. Revoke, which marks it inactive: 200
            curl -i -X POST {{keys}}/{{id}}/revoke -H "Authorization: Bearer {{admin}}"

            # 11. Requests with it: 401
            curl -i {{url}}/api/leads -H "Authorization: Bearer {{key}}"

            # 12. It is reversible: 200
            curl -i -X POST {{keys}}/{{id}}/enable -H "Authorization: Bearer {{admin}}"

            # 13. and works again: 200
            curl -i {{url}}/api/leads -H "Authorization: Bearer {{key}}"

            # 14. Delete: 204
            curl -i -X DELETE {{keys}}/{{id}} -H "Authorization: Bearer {{admin}}"

            # 15. There is no history of it, apart from the audit log: 200
            curl -i {{keys}}/{{id}}/audit -H "Authorization: Bearer {{admin}}"

            Press Ctrl+C to stop. The keys are gone then: this sample keeps them in memory.
            """);
    }
}
