using ApiKeys;
using ApiKeys.Management;

namespace Samples.GetKeyManager;

/// <summary>Prints what GetKeyManager's documentation describes, ready to be pasted.</summary>
internal static class Introduction
{
    private const string Limit = """{"rate_limit_per_hour":20000}""";
    private const string ForGood = """{"final":true,"reason":"compromised"}""";

    public static async Task PrintAsync(WebApplication app)
    {
        var admin = DevelopmentCallers.TokenFor(app.Services, "maria", "acme", "admin");
        var environment = app.Environment.EnvironmentName;
        var (key, id) = await IssueAsync(app, environment);
        var (foreign, _) = await IssueAsync(app, environment == "Staging" ? "Production" : "Staging");
        var url = app.Urls.First();
        var keys = $"{url}/api-keys";
        var body = $$"""{"name":"Main Website Integration","environment":"{{environment}}","scopes":["licenses:read"],"rate_limit_per_hour":10000}""";
        Console.WriteLine($$"""

            A key of this environment, {{environment}}, shown once:  {{key}}
            A key of another one:  {{foreign}}

            Paste into another terminal:

            # 1. Create API Key: 201
            curl -i -X POST {{keys}} -H "Authorization: Bearer {{admin}}" -H "Content-Type: application/json" -d '{{body}}'

            # 2. The list, with status, permissions, limits and last use: 200
            curl -i {{keys}} -H "Authorization: Bearer {{admin}}"

            # 3. Use the key: 200
            curl -i {{url}}/v1/licenses -H "Authorization: Bearer {{key}}"

            # 4. One of another environment: 401
            curl -i {{url}}/v1/licenses -H "Authorization: Bearer {{foreign}}"

            # 5. A missing permission: 403
            curl -i {{url}}/v1/customers/c-1 -H "Authorization: Bearer {{key}}"

            # 6. Raise the limit: 200
            curl -i -X PATCH {{keys}}/{{id}} -H "Authorization: Bearer {{admin}}" -H "Content-Type: application/json" -d '{{Limit}}'

            # 7. Revoke, which switches it off: 200
            curl -i -X POST {{keys}}/{{id}}/revoke -H "Authorization: Bearer {{admin}}"

            # 8. It opens nothing: 401
            curl -i {{url}}/v1/licenses -H "Authorization: Bearer {{key}}"

            # 9. Switch it on again: 200
            curl -i -X POST {{keys}}/{{id}}/enable -H "Authorization: Bearer {{admin}}"

            # 10. Regenerate: 201, the same key with a new text
            curl -i -X POST {{keys}}/{{id}}/regenerate -H "Authorization: Bearer {{admin}}"

            # 11. The old text stops at once: 401
            curl -i {{url}}/v1/licenses -H "Authorization: Bearer {{key}}"

            # 12. Revoke for good: 200
            curl -i -X POST {{keys}}/{{id}}/revoke -H "Authorization: Bearer {{admin}}" -H "Content-Type: application/json" -d '{{ForGood}}'

            # 13. which is final: 409
            curl -i -X POST {{keys}}/{{id}}/enable -H "Authorization: Bearer {{admin}}"

            # 14. Keys are not deleted: 403
            curl -i -X DELETE {{keys}}/{{id}} -H "Authorization: Bearer {{admin}}"

            Press Ctrl+C to stop. The keys are gone then: this sample keeps them in memory.
            """);
    }

    private static async Task<(string Text, string Id)> IssueAsync(WebApplication app, string environment)
    {
        var request = new IssueApiKeyRequest { Name = $"Sample {environment}", Environment = environment, TenantId = "acme", Scopes = ScopeSet.Of("licenses:read"), CreatedBy = "maria" };
        var issued = (await app.Services.GetRequiredService<ApiKeyManager>().IssueAsync(request, CancellationToken.None)).Value!;
        return (issued.Secret.Reveal(), issued.Record.Id);
    }
}
