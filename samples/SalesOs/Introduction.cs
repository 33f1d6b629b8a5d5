using ApiKeys;
using ApiKeys.Management;

namespace Samples.SalesOs;

/// <summary>Prints the commands of SalesOS's documentation, ready to be pasted.</summary>
internal static class Introduction
{
    private const string Sync = """{"action":"sync_collaborators","collaborators":[{"external_id":"test","name":"Test","email":"test@co.com"}]}""";
    private const string New = """{"key_name":"CRM Nightly Sync","scopes":["default:sync"],"rate_limit_per_hour":5000,"expires_in_days":90,"environment":"live"}""";
    private const string Wrong = """{"key_name":"","scopes":null,"rate_limit_per_hour":0,"expires_in_days":0}""";
    private const string Reason = """{"reason":"Rotating credentials"}""";

    public static async Task PrintAsync(WebApplication app)
    {
        var admin = DevelopmentCallers.TokenFor(app.Services, "maria", "acme", "admin");
        var member = DevelopmentCallers.TokenFor(app.Services, "mike", "acme", "member");
        var other = DevelopmentCallers.TokenFor(app.Services, "olaf", "globex", "owner");
        var service = app.Services.GetRequiredService<DevelopmentCallers>().ServiceKey;
        var manager = app.Services.GetRequiredService<ApiKeyManager>();
        var request = new IssueApiKeyRequest { Name = "Old sync", Environment = "live", TenantId = "acme", Scopes = ScopeSet.Of("default:sync"), CreatedBy = "maria" };
        var issued = (await manager.IssueAsync(request, CancellationToken.None)).Value!;
        var (old, id, url) = (issued.Secret.Reveal(), issued.Record.Id, app.Urls.First());
        var keys = $"{url}/functions/v1/api-key-admin";
        Console.WriteLine($$"""

            acme's old key, shown once:  {{old}}

            Paste into another terminal:

            # 1. Create a key: 201
            curl -i -X POST {{keys}} -H "Authorization: Bearer {{admin}}" -H "Content-Type: application/json" -d '{{New}}'

            # 2. List keys: 200
            curl -i {{keys}} -H "Authorization: Bearer {{admin}}"

            # 3. The platform's own service, for a tenant: 200
            curl -i {{keys}} -H "Authorization: Bearer {{service}}" -H "X-Tenant-Id: acme"

            # 4. which it has to name: 400
            curl -i {{keys}} -H "Authorization: Bearer {{service}}"

            # 5. What is wrong is said field by field: 400
            curl -i -X POST {{keys}} -H "Authorization: Bearer {{admin}}" -H "Content-Type: application/json" -d '{{Wrong}}'

            # 6. Without the capability admin.integrations: 403
            curl -i {{keys}} -H "Authorization: Bearer {{member}}"

            # 7. Use the old key: 200
            curl -i -X POST {{url}}/functions/v1/default-integration -H "Authorization: Bearer {{old}}" -H "Content-Type: application/json" -d '{{Sync}}'

            # 8. Another tenant's owner does not find it: 404
            curl -i -X PUT {{keys}}/{{id}}/revoke -H "Authorization: Bearer {{other}}" -H "Content-Type: application/json" -d '{{Reason}}'

            # 9. Revoke it: 200
            curl -i -X PUT {{keys}}/{{id}}/revoke -H "Authorization: Bearer {{admin}}" -H "Content-Type: application/json" -d '{{Reason}}'

            # 10. It opens nothing any more: 401
            curl -i -X POST {{url}}/functions/v1/default-integration -H "Authorization: Bearer {{old}}" -H "Content-Type: application/json" -d '{{Sync}}'

            # 11. Delete it: 204
            curl -i -X DELETE {{keys}}/{{id}} -H "Authorization: Bearer {{admin}}"

            # 12. It is gone: 404
            curl -i -X DELETE {{keys}}/{{id}} -H "Authorization: Bearer {{admin}}"

            Press Ctrl+C to stop. The keys are gone then: this sample keeps them in memory.
            """);
    }
}
