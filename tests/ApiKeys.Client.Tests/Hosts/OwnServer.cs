using System.Security.Cryptography;
using ApiKeys.AspNetCore;
using ApiKeys.Management;
using ApiKeys.Signing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiKeys.Client.Tests.Hosts;

/// <summary>A server of this library, which accepts every form, and a client with a key of it.</summary>
internal sealed class OwnServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<ServiceProvider> _clients = [];

    private OwnServer(WebApplication app) => _app = app;

    public ApiKeyManager Manager => _app.Services.GetRequiredService<ApiKeyManager>();

    public static async Task<OwnServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddApiKeys(options => options.Environment = "live").AddInMemoryStore()
            .ConfigurePolicy(policy => policy.Modes.Add(ApiKeyMode.Signed))
            .ConfigureSignedRequests(requests => requests.Explain = true);
        builder.Services.AddAuthentication().AddApiKey(options => options.Transports = ApiKeyTransports.Bearer | ApiKeyTransports.Signature | ApiKeyTransports.MessageSignature);
        builder.Services.AddAuthorization();
        var app = builder.Build();
        app.Map("/{**path}", (Delegate)HashAsync).RequireScopes();
        await app.StartAsync();
        return new OwnServer(app);
    }

    private static async Task<string> HashAsync(HttpContext context) => Convert.ToHexStringLower(await SHA256.HashDataAsync(context.Request.Body));

    public async Task<IssuedApiKey> IssueAsync(ApiKeySigningScheme? scheme) => (await Manager.IssueAsync(
        new IssueApiKeyRequest { Name = "a client", Environment = "live", Mode = scheme is null ? ApiKeyMode.Bearer : ApiKeyMode.Signed, SigningScheme = scheme, RateLimits = [] },
        CancellationToken.None)).Value!;

    public HttpClient Connect(IssuedApiKey key, ApiKeySigningScheme? scheme, Action<SignedClientOptions>? configure = null)
    {
        var services = new ServiceCollection();
        var builder = services.AddHttpClient("own", client => client.BaseAddress = new Uri(_app.Urls.First()));
        _ = scheme is { } signs
            ? builder.AddApiKeySigning(options =>
            {
                (options.ApiKey, options.Secret, options.Scheme) = (key.Secret.Reveal(), key.SigningSecret!.Reveal(), signs);
                configure?.Invoke(options);
            })
            : builder.AddApiKey(options => options.ApiKey = key.Secret.Reveal());
        var provider = services.BuildServiceProvider();
        _clients.Add(provider);
        return provider.GetRequiredService<IHttpClientFactory>().CreateClient("own");
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        await _app.DisposeAsync();
    }
}
