using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using ApiKeys.AspNetCore.Callers;
using ApiKeys.AspNetCore.Profiles;
using ApiKeys.DependencyInjection;
using ApiKeys.Stores.EfCore;
using ApiKeys.Testing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;

namespace ApiKeys.Management.Tests.Profiles;

/// <summary>A host that speaks one system's contract on a real Kestrel, and nothing else is configured: what it does, the profile has said.</summary>
internal sealed class ProfileHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string? _database;
    private readonly HttpClient _client;

    private ProfileHost(WebApplication app, ManualTimeProvider clock, LogSink log, string prefix, string? database)
    {
        _app = app;
        Clock = clock;
        Log = log;
        Prefix = prefix;
        _database = database;
        _client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(app.Urls.First()) };
    }

    public ManualTimeProvider Clock { get; }

    public LogSink Log { get; }

    public string Prefix { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>Opens management to tenant A alone.</summary>
    public static void AddGate(ApiKeysBuilder keys) => keys.AddFeatureGate<Gate>();

    public static async Task<ProfileHost> StartAsync(ApiKeyProfile profile, string prefix, StoreKind store, Action<ApiKeysBuilder>? keys = null)
    {
        var (clock, log) = (new ManualTimeProvider(), new LogSink());
        var database = store == StoreKind.PostgreSql ? await SharedServer.TakeDatabaseAsync() : null;
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production });
        builder.Logging.ClearProviders().AddProvider(log);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(clock).AddSingleton(new TestUsers());
        var apiKeys = builder.Services.AddApiKeys().UseProfile(profile).AddTenantResolver<Tenants>();
        AddStore(apiKeys, database);
        keys?.Invoke(apiKeys);
        builder.Services.AddAuthentication().AddApiKey()
            .AddScheme<AuthenticationSchemeOptions, TestUserHandler>(TestUserHandler.SchemeName, null)
            .AddApiKeyServiceRole(options => options.KeyHashes.Add(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(ManagementHost.ServiceKey)))));
        builder.Services.AddAuthorizationBuilder().AddPolicy("KeyAdmins", policy => policy
            .AddAuthenticationSchemes(TestUserHandler.SchemeName, ApiKeyDefaults.ServiceRoleScheme)
            .RequireAuthenticatedUser());
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapApiKeyManagement(prefix).RequireAuthorization("KeyAdmins");
        app.MapGet("/leads", () => "leads").RequireScopes("leads:read");
        app.MapGet("/customers/{id}", (string id) => id).RequireScopes("leads:read").RequireCustomer("id");
        app.MapGet("/any", (HttpContext context) => context.GetApiKeyId()).RequireScopes();
        await app.StartAsync();
        return new ProfileHost(app, clock, log, prefix, database);
    }

    /// <summary>A request to the management endpoints by a user of the host, <c>svc</c> or <c>nobody</c>.</summary>
    public Task<Answer> ManageAsync(string who, string method, string path = "", string? body = null, params (string Name, string Value)[] headers)
    {
        (string, string)[] credential = who switch
        {
            "nobody" => [],
            "svc" => [("Authorization", $"Bearer {ManagementHost.ServiceKey}")],
            _ => [(TestUserHandler.Header, who)],
        };
        return SendAsync(method, Prefix + path, body, [.. credential, .. headers]);
    }

    /// <summary>A request with a key.</summary>
    public Task<Answer> UseAsync(string key, string path = "/leads") => SendAsync("GET", path, null, ("Authorization", $"Bearer {key}"));

    public async Task<Answer> SendAsync(string method, string path, string? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        request.Content = body is null ? null : new StringContent(body, new MediaTypeHeaderValue("application/json"));
        using var response = await _client.SendAsync(request);
        return new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
        if (_database is not null)
        {
            await SharedServer.ReturnDatabaseAsync(_database);
        }
    }

    private static void AddStore(ApiKeysBuilder keys, string? database)
    {
        if (database is null)
        {
            keys.AddInMemoryStore();
            return;
        }

        keys.Services.AddPooledDbContextFactory<ApiKeysDbContext>(options => options.UseNpgsql(database));
        keys.AddEntityFrameworkStores<ApiKeysDbContext>();
    }

    private sealed class Tenants : ITenantResolver
    {
        public ValueTask<string?> GetTenantIdAsync(HttpContext context, CancellationToken cancellationToken) => ValueTask.FromResult(context.User.FindFirst("tenant_id")?.Value);

        public ValueTask<ApiKeyTenant?> FindAsync(string tenantId, CancellationToken cancellationToken) =>
            ValueTask.FromResult(tenantId switch { "A" => new ApiKeyTenant("A", "Acme Corp"), "B" => new ApiKeyTenant("B", null), _ => null });
    }

    // The platform has switched the feature on for A alone.
    private sealed class Gate : IFeatureGate
    {
        public ValueTask<bool> IsOpenAsync(string? tenantId, CancellationToken cancellationToken) => ValueTask.FromResult(tenantId == "A");
    }
}
