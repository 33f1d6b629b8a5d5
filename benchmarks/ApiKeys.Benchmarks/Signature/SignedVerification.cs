using System.Security.Cryptography;
using ApiKeys.Benchmarks.Hash;
using ApiKeys.Management;
using ApiKeys.Signing;
using ApiKeys.Verification;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.Benchmarks.Signature;

/// <summary>A whole verification of a signed request, without HTTP, beside that of a bearer key: lookup, state, signature, and the memory of signatures.</summary>
internal static class SignedVerification
{
    private const int Rounds = 31;
    private const int Checks = 5_000;

    public static async Task RunAsync()
    {
        var (bearer, text, _) = await StartAsync(ApiKeyMode.Bearer, refusesReplays: true);
        var (open, openKey, openSecret) = await StartAsync(ApiKeyMode.Signed, refusesReplays: false);
        var (strict, key, secret) = await StartAsync(ApiKeyMode.Signed, refusesReplays: true);
        var same = Sign(openKey, openSecret, "/leads");
        var number = 0;
        var fresh = new P2sSignedRequest[Checks];
        new HashRace("whole verification, no body", Rounds)
            .Add("bearer key, sha256", Checks, () => Repeat(_ => bearer.VerifyAsync(text, default, CancellationToken.None)))
            .Add("signed, replays allowed", Checks, () => Repeat(_ => open.VerifySignedAsync(same, NoBody.Instance, default, CancellationToken.None)))
            .Add("signed, each remembered (signing included)", Checks, () =>
            {
                for (var i = 0; i < Checks; i++)
                {
                    fresh[i] = Sign(key, secret, $"/leads/{number++}");
                }

                Repeat(i => strict.VerifySignedAsync(fresh[i], NoBody.Instance, default, CancellationToken.None));
            })
            .Print();
    }

    private static void Repeat(Func<int, ValueTask<ApiKeyVerification>> verify)
    {
        for (var i = 0; i < Checks; i++)
        {
            var verification = verify(i);
            if (!verification.IsCompletedSuccessfully || !verification.Result.Succeeded)
            {
                throw new InvalidOperationException("The key is refused, or it had to be waited for.");
            }
        }
    }

    private static P2sSignedRequest Sign(string apiKey, string secret, string path)
    {
        var (signingKey, signature, now) = (new byte[32], new byte[32], TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        P2sSignV1.DeriveKey(secret, apiKey, signingKey);
        P2sSignV1.Sign(signingKey, now, "GET", path, SHA256.HashData([]), signature);
        var credential = P2sSignV1.WriteHeader(apiKey, now, signature).AsSpan(P2sSignV1.AuthenticationScheme.Length + 1);
        return P2sSignedRequest.TryParse(credential, "GET", path, out var request) ? request : throw new InvalidOperationException("The credential is none.");
    }

    private static async Task<(ApiKeyVerifier Verifier, string ApiKey, string Secret)> StartAsync(ApiKeyMode mode, bool refusesReplays)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddApiKeys().AddInMemoryStore()
            .ConfigurePolicy(policy => policy.Modes.Add(ApiKeyMode.Signed))
            .ConfigureSigning(signing =>
            {
                signing.RefuseReplays = refusesReplays;
                signing.Lifetime = TimeSpan.FromHours(1);
                signing.ProtectionKeys.Add(new SigningProtectionKey("benchmark", new byte[32]));
            });
        var provider = services.BuildServiceProvider();
        var issued = (await provider.GetRequiredService<ApiKeyManager>().IssueAsync(new IssueApiKeyRequest { Name = "benchmark", Environment = "live", Mode = mode }, CancellationToken.None)).Value!;
        return (provider.GetRequiredService<ApiKeyVerifier>(), issued.Secret.Reveal(), issued.SigningSecret?.Reveal() ?? "");
    }

    private sealed class NoBody : ISignedBody
    {
        private static readonly byte[] Hash = SHA256.HashData([]);

        public static NoBody Instance { get; } = new();

        public bool CanExist => false;

        public ValueTask<ApiKeyFailureReason?> HashAsync(Memory<byte> hash, CancellationToken cancellationToken)
        {
            Hash.CopyTo(hash);
            return default;
        }
    }
}
