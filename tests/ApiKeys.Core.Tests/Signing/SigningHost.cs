using System.Security.Cryptography;
using System.Text;
using ApiKeys.DependencyInjection;
using ApiKeys.Management;
using ApiKeys.Signing;
using ApiKeys.Verification;

namespace ApiKeys.Core.Tests.Signing;

/// <summary>A host that issues keys that sign, and their holder.</summary>
internal static class SigningHost
{
    public static byte[] ProtectionKey { get; } = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    public static TestHost New(Action<ApiKeysBuilder>? configure = null) => new(builder =>
    {
        builder.ConfigurePolicy(policy => policy.Modes.Add(ApiKeyMode.Signed));
        builder.ConfigureSigning(signing => signing.ProtectionKeys.Add(new SigningProtectionKey("one", ProtectionKey)));
        configure?.Invoke(builder);
    });

    public static IssueApiKeyRequest Request => TestHost.Request with { Mode = ApiKeyMode.Signed };

    public static Task<IssuedApiKey> IssueSignedAsync(this TestHost host) => host.IssueAsync(Request);

    public static long Now(this TestHost host) => host.Clock.GetUtcNow().ToUnixTimeSeconds();

    public static P2sSignedRequest Sign(this TestHost host, IssuedApiKey key, string method = "GET", string path = "/leads", string? body = null, long? timestamp = null) =>
        Sign(key.Secret.Reveal(), key.SigningSecret!.Reveal(), method, path, body, timestamp ?? host.Now());

    public static P2sSignedRequest Sign(string apiKey, string secret, string method, string path, string? body, long timestamp)
    {
        var (key, signature) = (new byte[32], new byte[32]);
        P2sSignV1.DeriveKey(secret, apiKey, key);
        P2sSignV1.Sign(key, timestamp, method, path, SHA256.HashData(Encoding.UTF8.GetBytes(body ?? "")), signature);
        return Parse($"{apiKey}:{timestamp}:{Convert.ToHexStringLower(signature)}", method, path);
    }

    public static P2sSignedRequest Parse(string credential, string method, string path)
    {
        Assert.That(P2sSignedRequest.TryParse(credential, method, path, out var request), Is.True, credential);
        return request!;
    }

    public static async Task<ApiKeyFailureReason?> ReasonAsync(this TestHost host, SignedRequest request, TestBody? body = null, ApiKeyRequestContext context = default) =>
        (await host.Verifier.VerifySignedAsync(request, body ?? TestBody.None, context, default)).Failure?.Reason;
}
