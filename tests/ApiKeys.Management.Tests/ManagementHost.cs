using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ApiKeys.AspNetCore.Callers;
using ApiKeys.DependencyInjection;
using ApiKeys.Stores.EfCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;

namespace ApiKeys.Management.Tests;

/// <summary>Host H with the management endpoints, two tenants' admins, a user without the capability, and a service role.</summary>
internal sealed class ManagementHost : IAsyncDisposable
{
    public const string ServiceKey = "svc-7f0e0b4f2c5d4f6f9a3c1d2e4b5a6978";
    private readonly TestUsers _users;
    private readonly bool _ownsDatabase;

    private ManagementHost(ApiKeyHost host, TestUsers users, string? database, bool ownsDatabase)
    {
        Host = host;
        _users = users;
        Database = database;
        _ownsDatabase = ownsDatabase;
    }

    public ApiKeyHost Host { get; }

    public TestUsers Users => _users;

    /// <summary>How to reach the database; null where the store is memory.</summary>
    public string? Database { get; }

    /// <summary>A host on a store of its own, or on that of the one <paramref name="beside"/> it, which has to outlive it.</summary>
    public static async Task<ManagementHost> StartAsync(
        StoreKind store,
        Action<ApiKeysBuilder>? keys = null,
        Action<ApiKeyManagementOptions>? management = null,
        Action<WebApplication>? pipeline = null,
        Action<WebApplicationBuilder>? services = null,
        ManagementHost? beside = null)
    {
        var users = new TestUsers();
        var database = store == StoreKind.PostgreSql ? beside?.Database ?? await SharedServer.TakeDatabaseAsync() : null;
        var host = await ApiKeyHost.StartAsync(
            keys: builder =>
            {
                if (database is not null)
                {
                    builder.Services.AddPooledDbContextFactory<ApiKeysDbContext>(options => options.UseNpgsql(database));
                    builder.AddEntityFrameworkStores<ApiKeysDbContext>();
                }

                builder.ConfigureManagement(management ?? (_ => { })).AddTenantResolver<TestTenants>();
                keys?.Invoke(builder);
            },
            services: builder =>
            {
                builder.Services.AddSingleton(users);
                builder.Services.AddAuthentication()
                    .AddScheme<AuthenticationSchemeOptions, TestUserHandler>(TestUserHandler.SchemeName, null)
                    .AddApiKeyServiceRole(options => options.KeyHashes.Add(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(ServiceKey)))));
                builder.Services.AddAuthorizationBuilder().AddPolicy("KeyAdmins", policy => policy
                    .AddAuthenticationSchemes(TestUserHandler.SchemeName, ApiKeyDefaults.ServiceRoleScheme, ApiKeyDefaults.AuthenticationScheme)
                    .RequireAuthenticatedUser());
                services?.Invoke(builder);
            },
            pipeline: app =>
            {
                pipeline?.Invoke(app);
                app.MapApiKeyManagement("/api-keys").RequireAuthorization("KeyAdmins");
                app.MapGet("/leads", (HttpContext context) => context.GetApiKeyId()).RequireScopes("leads:read");
            });
        return new ManagementHost(host, users, database, ownsDatabase: beside is null);
    }

    /// <summary>A request with a JSON body, or none, by a user, <c>svc</c>, <c>nobody</c>, or the text of a key.</summary>
    public Task<RawResponse> SendAsync(string who, string method, string path, string? body = null, params string[] headers) =>
        SendBytesAsync(who, method, path, body is null ? null : Encoding.UTF8.GetBytes(body), [.. body is null ? [] : new[] { "Content-Type: application/json" }, .. headers]);

    public async Task<RawResponse> SendBytesAsync(string who, string method, string path, byte[]? body, params string[] headers)
    {
        var head = new StringBuilder($"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        foreach (var line in Credentials(who).Concat(headers))
        {
            head.Append(line).Append("\r\n");
        }

        head.Append(body is null ? "" : string.Create(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n")).Append("\r\n");
        using var client = RawClient.Connect(Host.Port);
        await client.WriteAsync([.. Encoding.UTF8.GetBytes(head.ToString()), .. body ?? []]);
        var response = await client.ReadAsync(hasBody: method != "HEAD");
        if (path.StartsWith("/api-keys", StringComparison.Ordinal))
        {
            Assert.That(response.Header("Cache-Control"), Does.Contain("no-store"), $"{method} {path}");
        }

        Assert.That(response.Status, Is.Not.EqualTo(500), $"{method} {path}: {response.Body}");
        return response;
    }

    /// <summary>Issues a key over HTTP.</summary>
    public async Task<RawResponse> CreateAsync(string who, string members = "", params string[] headers)
    {
        var response = await SendAsync(who, "POST", "/api-keys", $$"""{"name":"CRM","environment":"live"{{(members.Length == 0 ? "" : "," + members)}}}""", headers);
        Assert.That(response.Status, Is.EqualTo(201), response.Body);
        return response;
    }

    public async Task<string> CreateIdAsync(string who, string members = "") => (await CreateAsync(who, members)).Json.GetProperty("id").GetString()!;

    public async Task<long> CountAsync(string who) => (await SendAsync(who, "GET", "/api-keys")).Json.GetProperty("total").GetInt64();

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        if (Database is not null && _ownsDatabase)
        {
            await SharedServer.ReturnDatabaseAsync(Database);
        }
    }

    private IEnumerable<string> Credentials(string who) => who switch
    {
        "nobody" => [],
        "svc" => [$"Authorization: Bearer {ServiceKey}"],
        _ => [_users.ContainsKey(who) ? $"{TestUserHandler.Header}: {who}" : $"Authorization: Bearer {who}"],
    };

    private sealed class TestTenants : ITenantResolver
    {
        public ValueTask<string?> GetTenantIdAsync(HttpContext context, CancellationToken cancellationToken) =>
            ValueTask.FromResult(context.User.FindFirst("tenant_id")?.Value);

        public ValueTask<ApiKeyTenant?> FindAsync(string tenantId, CancellationToken cancellationToken) =>
            ValueTask.FromResult(tenantId is "A" or "B" ? new ApiKeyTenant(tenantId, $"Tenant {tenantId}") : null);
    }
}
