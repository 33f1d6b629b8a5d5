using System.Net;
using ApiKeys.Management;
using ApiKeys.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiKeys.Stores.EfCore.Tests.Servers;

/// <summary>One node of a host: a real Kestrel and the real clock, over a database that others may share.</summary>
internal sealed class Node : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _client;

    private Node(WebApplication app)
    {
        _app = app;
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        _client = new HttpClient(new SocketsHttpHandler { PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1) }) { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(60) };
    }

    public IServiceProvider Services => _app.Services;

    public ApiKeyManager Manager => Services.GetRequiredService<ApiKeyManager>();

    public ApiKeyDirectory Directory => Services.GetRequiredService<ApiKeyDirectory>();

    public FaultStore Store => Services.GetRequiredService<FaultStore>();

    /// <summary>A node that waits long for its database, so that a busy machine fails no test.</summary>
    public static Task<Node> StartAsync(string connectionString) => StartAsync(connectionString, TimeSpan.FromSeconds(20));

    public static async Task<Node> StartAsync(string connectionString, TimeSpan timeout)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddPooledDbContextFactory<AppDbContext>(options => options.UseNpgsql(connectionString));
        builder.Services.AddApiKeys(options => options.Environment = "live").AddEntityFrameworkStores<AppDbContext>()
            .ConfigureCache(cache => (cache.StoreTimeout, cache.ManagementTimeout) = (timeout, TimeSpan.FromSeconds(20)));
        builder.Services.AddFaultStore();
        builder.Services.AddAuthentication().AddApiKey();
        builder.Services.AddAuthorization();
        var app = builder.Build();
        app.MapGet("/open", () => "open");
        app.MapGet("/me", (Microsoft.AspNetCore.Http.HttpContext context) => context.User.Identity!.Name).RequireScopes();
        await app.StartAsync();
        return new Node(app);
    }

    /// <summary>Makes the tables of a fresh database.</summary>
    public static void CreateTables(string connectionString)
    {
        using var context = new AppDbContext(new DbContextOptionsBuilder<AppDbContext>().UseNpgsql(connectionString).Options);
        context.Database.EnsureCreated();
    }

    /// <summary>Issues a key that is not limited, so that nothing but its record is asked of the database.</summary>
    public Task<IssuedApiKey> IssueAsync() => IssueAsync([]);

    public async Task<IssuedApiKey> IssueAsync(IReadOnlyList<RateLimit> limits)
    {
        var result = await Manager.IssueAsync(new IssueApiKeyRequest { Name = "a key", Environment = "live", RateLimits = limits }, CancellationToken.None);
        Assert.That(result.Errors, Is.Empty);
        return result.Value!;
    }

    public async Task<HttpStatusCode> GetAsync(string path, IssuedApiKey? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (key is not null)
        {
            request.Headers.Authorization = new("Bearer", key.Secret.Reveal());
        }

        using var response = await _client.SendAsync(request);
        if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
        {
            Assert.That(response.Headers.RetryAfter, Is.Not.Null);
        }

        return response.StatusCode;
    }

    /// <summary>Asks until the answer is the expected one; the test fails where it is not within the limit, or another one comes that must not.</summary>
    public async Task WaitForAsync(IssuedApiKey key, HttpStatusCode expected, params HttpStatusCode[] meanwhile)
    {
        for (var attempt = 0; attempt < 400; attempt++)
        {
            var status = await GetAsync("/me", key);
            if (status == expected)
            {
                return;
            }

            Assert.That(meanwhile, Does.Contain(status));
            await Task.Delay(50);
        }

        Assert.Fail($"{expected} did not come.");
    }

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }
}
