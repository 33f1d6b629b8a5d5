using System.Globalization;
using System.Text;
using System.Text.Json;
using ApiKeys.AspNetCore.Tests.Host;
using ApiKeys.DependencyInjection;
using ApiKeys.Logs;
using ApiKeys.Stores;
using Microsoft.AspNetCore.Authentication;

namespace ApiKeys.AspNetCore.Tests.RequestLog;

/// <summary>Host H with the request log and the deny lists, some endpoints to call, and the management endpoints for two tenants' admins.</summary>
internal sealed class RequestLogHost : IAsyncDisposable
{
    public const string AdminA = "X-User: maria admin A";
    public const string AdminB = "X-User: bob admin B";
    public const string MemberA = "X-User: eve member A";

    private RequestLogHost(ApiKeyHost host) => Host = host;

    public ApiKeyHost Host { get; }

    public ApiKeyRequestLog Log => Host.Services.GetRequiredService<ApiKeyRequestLog>();

    /// <summary>Opens the endpoints that wait.</summary>
    public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A host that logs everything and has deny lists, unless it is told otherwise.</summary>
    public static async Task<RequestLogHost> StartAsync(
        Action<ApiKeyLogOptions>? logs = null,
        Action<ApiKeysBuilder>? keys = null,
        Action<WebApplication>? pipeline = null,
        Action<WebApplicationBuilder>? services = null,
        bool hasDenyLists = true)
    {
        RequestLogHost? self = null;
        var host = await ApiKeyHost.StartAsync(
            keys: builder =>
            {
                builder.ConfigureLogs(options => options.Calls = options.FailedCalls = options.BlocklistedCalls = true).ConfigureLogs(logs ?? (_ => { }));
                keys?.Invoke(builder);
            },
            services: builder =>
            {
                builder.Services.Configure<ApiKeysOptions>(options => options.DenyLists = hasDenyLists);
                builder.Services.AddAuthentication(ApiKeyDefaults.AuthenticationScheme).AddScheme<AuthenticationSchemeOptions, LogUserHandler>(LogUserHandler.SchemeName, null);
                builder.Services.AddAuthorizationBuilder().AddPolicy("KeyAdmins", policy => policy
                    .AddAuthenticationSchemes(LogUserHandler.SchemeName, ApiKeyDefaults.AuthenticationScheme).RequireAuthenticatedUser());
                services?.Invoke(builder);
            },
            pipeline: app =>
            {
                pipeline?.Invoke(app);
                app.MapApiKeyManagement("/api-keys").RequireAuthorization("KeyAdmins");
                app.MapGet("/v1/customers/{customerId}/orders", () => "orders").RequireScopes("leads:read");
                app.MapPost("/v1/leads", () => Results.StatusCode(StatusCodes.Status422UnprocessableEntity)).RequireScopes("leads:read");
                app.MapGet("/v1/admin", () => "admin").RequireScopes("admin:all");
                app.MapGet("/v1/lane/{id}", () => "lane").RequireApiKey("leads:read");
                app.MapGet("/v1/crash", string () => throw new InvalidOperationException("it crashed")).RequireScopes("leads:read");
                app.MapGet("/v1/policy", () => "never").RequireAuthorization(policy => policy.AddAuthenticationSchemes(ApiKeyDefaults.AuthenticationScheme).RequireClaim("never"));
                app.MapGet("/v1/stream", async context =>
                {
                    context.Response.ContentType = "text/event-stream";
                    await context.Response.WriteAsync("data: 1\n\n");
                    await context.Response.Body.FlushAsync();
                    await self!.Gate.Task;
                }).RequireScopes("leads:read");
            });
        return self = new RequestLogHost(host);
    }

    public Task<TestKey> IssueAsync(string tenant = "A", string[]? allowedIps = null) => Host.IssueAsync(tenant: tenant, allowedIps: allowedIps);

    public Task<RawResponse> GetAsync(string path, params string[] headers) => Host.GetAsync(path, headers);

    /// <summary>A request with a JSON body.</summary>
    public async Task<RawResponse> SendAsync(string who, string method, string path, string body, params string[] headers)
    {
        var head = new StringBuilder($"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n");
        head.AppendJoin("\r\n", [who, .. headers]).Append(CultureInfo.InvariantCulture, $"\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n");
        return await RawClient.SendAsync(Host.Port, head + body);
    }

    public Task<RawResponse> DenyAsync(string who, params string[] entries) =>
        SendAsync(who, "PUT", "/api-keys/blocklist", JsonSerializer.Serialize(new Dictionary<string, string[]> { ["addresses"] = entries }));

    /// <summary>Everything that was logged, oldest first. The server may hand a request over a moment after its answer has arrived.</summary>
    public async Task<IReadOnlyList<ApiKeyRequestEntry>> RowsAsync(long requests)
    {
        Assert.That(async () => Log.Pending + (await StoredAsync()).Sum(row => row.Count), Is.GreaterThanOrEqualTo(requests).After(5_000, 10));
        return await RowsAsync();
    }

    public async Task<IReadOnlyList<ApiKeyRequestEntry>> RowsAsync()
    {
        await Log.FlushAsync(default);
        return await StoredAsync();
    }

    private async Task<IReadOnlyList<ApiKeyRequestEntry>> StoredAsync() =>
        [.. (await Host.Services.GetRequiredService<IApiKeyRequestStore>().ListAsync(new ApiKeyRequestQuery { Limit = 1_000 }, default)).Reverse()];

    public ValueTask DisposeAsync()
    {
        Gate.TrySetResult();
        return Host.DisposeAsync();
    }
}
