using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using ApiKeys.AspNetCore.Authentication;
using ApiKeys.DependencyInjection;
using ApiKeys.Format;
using ApiKeys.Management;
using ApiKeys.Stores;
using ApiKeys.Testing;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace ApiKeys.AspNetCore.Tests.Host;

/// <summary>Host H of the attack cases: a small app on a real Kestrel, whose clock, store and log are in the test's hands.</summary>
/// <remarks>When it ends it searches everything that came out of it for the keys that went in.</remarks>
internal sealed class ApiKeyHost : IAsyncDisposable
{
    /// <summary>A header by which a test says where a request comes from; read outside the library.</summary>
    public const string RemoteHeader = "X-Test-Remote";

    private readonly WebApplication _app;
    private readonly LogSink _log;
    private readonly ConcurrentBag<string> _secrets = [];
    private readonly ConcurrentBag<RawResponse> _responses = [];
    private int _endpointRuns;

    private ApiKeyHost(WebApplication app, LogSink log, ManualTimeProvider clock)
    {
        _app = app;
        _log = log;
        Clock = clock;
    }

    public ManualTimeProvider Clock { get; }

    public IReadOnlyCollection<LogLine> Log => _log.Lines;

    public IServiceProvider Services => _app.Services;

    public FaultStore Store => Services.GetRequiredService<FaultStore>();

    /// <summary>How often an endpoint that asks for a key has run.</summary>
    public int EndpointRuns => Volatile.Read(ref _endpointRuns);

    public int Port => PortOf(0);

    public int Http2Port => PortOf(1);

    public static async Task<ApiKeyHost> StartAsync(
        Action<ApiKeysBuilder>? keys = null,
        Action<ApiKeyAuthenticationOptions>? scheme = null,
        Action<WebApplicationBuilder>? services = null,
        Action<WebApplication>? pipeline = null,
        Action<ApiKeysOptions>? options = null)
    {
        var log = new LogSink();
        var clock = new ManualTimeProvider();
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production });
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Trace);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        builder.Services.AddSingleton<TimeProvider>(clock);
        var apiKeys = builder.Services.AddApiKeys(o => o.Environment = "live")
            .AddInMemoryStore()
            .ConfigureFormat(format => format.Template = KeyTemplate.Standard("sk"))
            .ConfigureResponses(responses => responses.Contract = ApiKeyErrorContract.SalesOs);
        builder.Services.Configure(options ?? (_ => { }));
        keys?.Invoke(apiKeys);
        builder.Services.AddFaultStore();
        builder.Services.AddAuthentication().AddApiKey(scheme ?? (_ => { }));
        builder.Services.AddAuthorization();
        services?.Invoke(builder);
        var host = new ApiKeyHost(builder.Build(), log, clock);
        host.MapPipeline(pipeline);
        await host._app.StartAsync();
        return host;
    }

    public async Task<TestKey> IssueAsync(
        string environment = "live",
        string? tenant = "A",
        ApiKeyExpiry expiry = default,
        ScopeSet? scopes = null,
        string[]? allowedIps = null,
        DateTimeOffset? notBefore = null)
    {
        var request = new IssueApiKeyRequest
        {
            Name = "a key",
            TenantId = tenant,
            Environment = environment,
            Expiry = expiry,
            Scopes = scopes ?? ScopeSet.Of("leads:read"),
            AllowedIps = allowedIps is null ? null : IpAllowList.Of(allowedIps),
            NotBeforeAt = notBefore,
        };
        var issued = (await Services.GetRequiredService<ApiKeyManager>().IssueAsync(request, CancellationToken.None)).Value!;
        _secrets.Add(issued.Secret.Reveal());
        return new TestKey(issued.Record, issued.Secret.Reveal());
    }

    /// <summary>Changes a stored key without the manager's rules.</summary>
    public async Task ChangeAsync(TestKey key, Func<ApiKeyRecord, ApiKeyRecord> change)
    {
        var record = await Store.FindByIdAsync(key.Record.Id, CancellationToken.None);
        var store = Services.GetRequiredService<IApiKeyStore>();
        Assert.That(await store.ApplyAsync(ApiKeyChange.Update(change(record!)), CancellationToken.None), Is.EqualTo(ApiKeyChangeOutcome.Applied));
    }

    /// <summary>A GET with header lines as they are given.</summary>
    public Task<RawResponse> GetAsync(string path, params string[] headerLines) => SendAsync("GET", path, "1.1", headerLines);

    public async Task<RawResponse> SendAsync(string method, string path, string version, params string[] headerLines)
    {
        var head = string.Concat(headerLines.Select(line => line + "\r\n"));
        var response = await RawClient.SendAsync(Port, $"{method} {path} HTTP/{version}\r\nHost: localhost\r\nConnection: close\r\n{head}\r\n");
        _responses.Add(response);
        return response;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        foreach (var secret in _secrets)
        {
            Assert.That(_log.Lines.Where(line => line.Text.Contains(secret, StringComparison.Ordinal)), Is.Empty, "a key stands in the log");
            Assert.That(_responses.Any(response => response.Fingerprint.Contains(secret, StringComparison.Ordinal)), Is.False, "a key stands in a response");
        }
    }

    private int PortOf(int index) =>
        new Uri(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ElementAt(index)).Port;

    private void MapPipeline(Action<WebApplication>? pipeline)
    {
        _app.Use((context, next) =>
        {
            if (context.Request.Headers.TryGetValue(RemoteHeader, out var remote))
            {
                context.Connection.RemoteIpAddress = remote == "none" ? null : IPAddress.Parse(remote!);
            }

            return next(context);
        });
        pipeline?.Invoke(_app);

        // Said aloud: WebApplication would otherwise authenticate before everything above, proxy middleware included.
        _app.UseAuthentication();
        _app.UseAuthorization();
        _app.MapGet("/open", () => "anybody");
        _app.MapGet("/me", Me).RequireAuthorization();
    }

    private IResult Me(HttpContext context)
    {
        Interlocked.Increment(ref _endpointRuns);
        var key = context.GetApiKey()!;
        return Results.Json(new Dictionary<string, object?>
        {
            ["key_id"] = key.Id,
            ["tenant_id"] = key.TenantId,
            ["environment"] = key.Environment,
            ["scopes"] = key.Scopes.ToArray(),
            ["mode"] = key.Record.Mode.ToString(),
            ["claims"] = context.User.Claims.Select(claim => string.Create(CultureInfo.InvariantCulture, $"{claim.Type}={claim.Value}")).ToArray(),
            ["identity"] = context.User.Identity!.AuthenticationType,
        });
    }
}
