using System.Net;
using System.Text;
using ApiKeys.DependencyInjection;
using ApiKeys.Management;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiKeys.Benchmarks.Foreign;

/// <summary>A host with the management endpoints, its only user an admin of tenant A, and as many keys of his own as of tenant B.</summary>
internal sealed class ManagementNode : IAsyncDisposable
{
    private const int Keys = 500;
    private const string Prefix = "/api-keys/{id}";
    private readonly WebApplication _app;
    private readonly HttpClient _client;

    private ManagementNode(WebApplication app)
    {
        _app = app;
        _client = new HttpClient { BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()) };
    }

    public List<string> ForeignIds { get; } = [];

    public List<string> AbsentIds { get; } = [];

    public static async Task<ManagementNode> StartAsync(Action<ApiKeysBuilder> addStore)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        addStore(builder.Services.AddApiKeys(options => options.Environment = "live"));
        builder.Services.AddAuthentication("Admins").AddApiKey().AddScheme<AuthenticationSchemeOptions, AdminHandler>("Admins", null);
        builder.Services.AddAuthorization();
        var app = builder.Build();
        app.MapApiKeyManagement("/api-keys").RequireAuthorization();
        await app.StartAsync();
        var node = new ManagementNode(app);
        await node.FillAsync();
        return node;
    }

    /// <summary>Every route that names one key, as far as it stands behind the id.</summary>
    public IEnumerable<(HttpMethod Method, string Path)> RoutesOfOneKey() =>
        from endpoint in _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where endpoint.RoutePattern.RawText!.StartsWith(Prefix, StringComparison.Ordinal)
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
        select (HttpMethod.Parse(method), endpoint.RoutePattern.RawText![Prefix.Length..]);

    public async Task AskAsync(HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        if (method == HttpMethod.Patch || path.EndsWith("/simulate", StringComparison.Ordinal))
        {
            request.Content = new StringContent(method == HttpMethod.Patch ? """{"name":"y"}""" : "{}", Encoding.UTF8, "application/json");
        }

        using var response = await _client.SendAsync(request);
        if (response.StatusCode != HttpStatusCode.NotFound)
        {
            throw new InvalidOperationException($"{method} {path} is answered with {response.StatusCode}.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    private async Task FillAsync()
    {
        var manager = _app.Services.GetRequiredService<ApiKeyManager>();
        var time = _app.Services.GetRequiredService<TimeProvider>();
        for (var i = 0; i < Keys; i++)
        {
            await manager.IssueAsync(new IssueApiKeyRequest { Name = $"own {i}", TenantId = "A", Environment = "live" }, CancellationToken.None);
            var theirs = await manager.IssueAsync(new IssueApiKeyRequest { Name = $"theirs {i}", TenantId = "B", Environment = "live" }, CancellationToken.None);
            ForeignIds.Add(theirs.Value!.Record.Id);

            // Of the form and the time of those that there are.
            AbsentIds.Add(Guid.CreateVersion7(time.GetUtcNow()).ToString());
        }
    }
}
