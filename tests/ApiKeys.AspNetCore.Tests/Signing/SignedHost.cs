using System.Security.Cryptography;
using System.Text;
using ApiKeys.AspNetCore.Tests.Host;
using ApiKeys.DependencyInjection;
using ApiKeys.Management;
using Microsoft.AspNetCore.Http.Features;

namespace ApiKeys.AspNetCore.Tests.Signing;

/// <summary>Host H with keys that sign, and an endpoint that tells what it saw of the body.</summary>
internal sealed class SignedHost : IAsyncDisposable
{
    private SignedHost(ApiKeyHost inner) => Inner = inner;

    public ApiKeyHost Inner { get; }

    public long Now => Inner.Clock.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>How often <c>/echo</c> has run.</summary>
    public int Echoes { get; private set; }

    public static async Task<SignedHost> StartAsync(
        Action<ApiKeysBuilder>? keys = null,
        ApiKeyTransports transports = ApiKeyTransports.Bearer | ApiKeyTransports.Header | ApiKeyTransports.Signature,
        Action<WebApplication>? pipeline = null,
        Action<WebApplicationBuilder>? services = null)
    {
        SignedHost? host = null;
        var inner = await ApiKeyHost.StartAsync(
            builder =>
            {
                builder.ConfigurePolicy(policy => policy.Modes.Add(ApiKeyMode.Signed));
                keys?.Invoke(builder);
            },
            scheme => scheme.Transports = transports,
            services,
            app =>
            {
                pipeline?.Invoke(app);
                app.Map("/echo/{**rest}", (Delegate)EchoAsync).RequireAuthorization();
                app.MapPost("/open-echo", (Delegate)EchoAsync);
            });
        return host = new SignedHost(inner);

        async Task<IResult> EchoAsync(HttpContext context)
        {
            host!.Echoes++;
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
            return Results.Json(new { hash = Convert.ToHexStringLower(SHA256.HashData(body.ToArray())), length = body.Length, target });
        }
    }

    public async Task<SignedKey> IssueAsync(Func<IssueApiKeyRequest, IssueApiKeyRequest>? change = null)
    {
        var request = new IssueApiKeyRequest { Name = "a key", TenantId = "A", Environment = "live", Mode = ApiKeyMode.Signed };
        var issued = (await Inner.Services.GetRequiredService<ApiKeyManager>().IssueAsync(change?.Invoke(request) ?? request, CancellationToken.None)).Value!;
        return new SignedKey(issued.Record, issued.Secret.Reveal(), issued.SigningSecret!.Reveal());
    }

    public Task<RawResponse> GetAsync(SignedKey key, string path, string? signedPath = null) => Inner.GetAsync(path, key.Sign(Now, "GET", signedPath ?? path));

    public Task<RawResponse> PostAsync(SignedKey key, string path, string body, string? signedBody = null) =>
        SendAsync("POST", path, body, key.Sign(Now, "POST", path, signedBody ?? body));

    public Task<RawResponse> SendAsync(string method, string path, string body, params string[] headerLines) =>
        RawClient.SendAsync(Inner.Port, $"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{string.Concat(headerLines.Select(line => line + "\r\n"))}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    public ValueTask DisposeAsync() => Inner.DisposeAsync();
}
