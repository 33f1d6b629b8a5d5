using Samples;

namespace QuickStart;

/// <summary>Prints how keys are managed over HTTP: by two tenants' admins, by somebody who may not, and by a service.</summary>
internal static class ManagementIntroduction
{
    private const string ReasonBody = """{"reason":"the integration was replaced"}""";

    /// <param name="app">The running sample.</param>
    /// <param name="url">Where it listens.</param>
    /// <param name="reader">The key that is revoked.</param>
    /// <param name="readerId">Its id.</param>
    public static void Print(WebApplication app, string url, string reader, string readerId)
    {
        const string Body = """{"name":"Reports","environment":"live","scopes":["leads:read"],"expires_in_days":30}""";
        var admin = DevelopmentCallers.TokenFor(app.Services, "maria", "acme", "admin");
        var other = DevelopmentCallers.TokenFor(app.Services, "olaf", "globex", "admin");
        var member = DevelopmentCallers.TokenFor(app.Services, "mike", "acme", "member");
        var service = app.Services.GetRequiredService<DevelopmentCallers>().ServiceKey;
        Console.WriteLine($"""

            Keys are managed with a user's token, not with a key:

            # 12. acme's admin issues a key: 201, with the key's text, for the only time
            curl -i -X POST {url}/api-keys -H "Authorization: Bearer {admin}" -H "Content-Type: application/json" -d '{Body}'

            # 13. and lists acme's keys: 200
            curl -i "{url}/api-keys?limit=2" -H "Authorization: Bearer {admin}"

            # 14. A member of acme who is no admin: 403
            curl -i {url}/api-keys -H "Authorization: Bearer {member}"

            # 15. Another tenant's admin asks for acme's key, which for him does not exist: 404
            curl -i {url}/api-keys/{readerId} -H "Authorization: Bearer {other}"

            # 16. A service of the host names the tenant: 200
            curl -i {url}/api-keys/{readerId}/usage -H "Authorization: Bearer {service}" -H "X-Tenant-Id: acme"

            # 17. acme's admin revokes the reader: 200
            curl -i -X POST {url}/api-keys/{readerId}/revoke -H "Authorization: Bearer {admin}" -H "Content-Type: application/json" -d '{ReasonBody}'

            # 18. which opens nothing any more: 401
            curl -i {url}/v1/leads -H "Authorization: Bearer {reader}"
            """);
    }
}
