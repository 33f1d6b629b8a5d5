using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ApiKeys.AspNetCore.Tests.Host;
using ApiKeys.DependencyInjection;
using ApiKeys.Format;
using Microsoft.AspNetCore.Authentication;

namespace ApiKeys.AspNetCore.Tests.Import;

/// <summary>Host H with the endpoints of import, for admins of tenants, a service role and API keys.</summary>
internal sealed class ImportHost : IAsyncDisposable
{
    private const string ServiceKey = "svc-4b1c0de5a0fb4a3a9d4c2f1e8b7a6c50";

    private ImportHost(ApiKeyHost host) => Host = host;

    public ApiKeyHost Host { get; }

    public static async Task<ImportHost> StartAsync(Action<ApiKeyManagementOptions>? management = null, Action<ApiKeysBuilder>? keys = null) => new(await ApiKeyHost.StartAsync(
        keys: builder =>
        {
            builder.AddImport().ConfigureFormat(format => format.AcceptedTemplates.Add(KeyTemplate.SalesOs)).ConfigureManagement(management ?? (options => options.AllowImport = true));
            keys?.Invoke(builder);
        },
        services: builder =>
        {
            builder.Services.AddAuthentication()
                .AddScheme<AuthenticationSchemeOptions, AdminHandler>(AdminHandler.SchemeName, null)
                .AddApiKeyServiceRole(options => options.KeyHashes.Add(Sha256(ServiceKey)));
            builder.Services.AddAuthorizationBuilder().AddPolicy("KeyAdmins", policy => policy
                .AddAuthenticationSchemes(AdminHandler.SchemeName, ApiKeyDefaults.ServiceRoleScheme, ApiKeyDefaults.AuthenticationScheme).RequireAuthenticatedUser());
        },
        pipeline: app =>
        {
            app.MapApiKeyManagement("/api-keys").RequireAuthorization("KeyAdmins");
            app.MapGet("/leads", (HttpContext context) => $"{context.GetApiKey()!.Id} of {context.GetApiKey()!.TenantId}").RequireScopes("leads:read");
        }));

    public static string Text(int number = 0) => string.Create(CultureInfo.InvariantCulture, $"sk_live_{number:D8}abcdefghijklmnopqrstc9d0");

    public static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text)));

    /// <summary>A good row, with further members or others in their place.</summary>
    public static string Row(string text, string more = "") =>
        $$"""{"name":"CRM","environment":"live","scopes":["leads:read"],"created_at":"2025-03-17T14:30:00Z","hash":"{{Sha256(text)}}","hash_format":"sha256"{{(more.Length == 0 ? "" : "," + more)}}}""";

    public static string Body(params IEnumerable<string> rows) => $$"""{"keys":[{{string.Join(',', rows)}}]}""";

    /// <summary>A request by the admin of tenant A or B, <c>svc</c>, <c>nobody</c>, or the text of a key.</summary>
    public async Task<RawResponse> SendAsync(string who, string method, string path, string? body, params string[] headers)
    {
        string[] credentials = who switch
        {
            "nobody" => [],
            "svc" => [$"Authorization: Bearer {ServiceKey}"],
            "A" or "B" => [$"{AdminHandler.Header}: {who}"],
            _ => [$"Authorization: Bearer {who}"],
        };
        var bytes = Encoding.UTF8.GetBytes(body ?? "");
        var head = new StringBuilder($"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        foreach (var line in credentials.Concat(headers).Concat(body is null ? [] : ["Content-Type: application/json", string.Create(CultureInfo.InvariantCulture, $"Content-Length: {bytes.Length}")]))
        {
            head.Append(line).Append("\r\n");
        }

        using var client = RawClient.Connect(Host.Port);
        await client.WriteAsync([.. Encoding.UTF8.GetBytes(head.Append("\r\n").ToString()), .. bytes]);
        return await client.ReadAsync();
    }

    public Task<RawResponse> ImportAsync(string who, params string[] rows) => SendAsync(who, "POST", "/api-keys/import", Body(rows));

    /// <summary>Uses a key.</summary>
    public Task<RawResponse> UseAsync(string text) => Host.GetAsync("/leads", $"Authorization: Bearer {text}");

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
