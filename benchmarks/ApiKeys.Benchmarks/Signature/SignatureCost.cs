using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ApiKeys.Benchmarks.Hash;
using ApiKeys.Signing;

namespace ApiKeys.Benchmarks.Signature;

/// <summary>What checking a P2S-SIGN-V1 signature costs over a body of 256 bytes, its hash included, beside the same chain by the platform's one-shot calls.</summary>
internal static class SignatureCost
{
    private const int Rounds = 31;
    private const int Checks = 5_000;
    private const long Timestamp = 1_700_000_000;
    private const string ApiKey = "sk_test_0000000000000000000000000000AAAA";
    private const string Method = "POST";
    private const string Path = "/functions/v1/default-integration";

    public static void Run()
    {
        var body = RandomNumberGenerator.GetBytes(256);
        var key = new byte[32];
        P2sSignV1.DeriveKey("test_secret_do_not_use_0123456789abcdef", ApiKey, key);
        var signature = new byte[32];
        P2sSignV1.Sign(key, Timestamp, Method, Path, SHA256.HashData(body), signature);
        var credential = P2sSignV1.WriteHeader(ApiKey, Timestamp, signature)[(P2sSignV1.AuthenticationScheme.Length + 1)..];
        if (!P2sSignedRequest.TryParse(credential, Method, Path, out var request))
        {
            throw new InvalidOperationException("The credential is none.");
        }

        new HashRace("P2S-SIGN-V1, 256 B body", Rounds)
            .Add("one-shot calls", Checks, () => Repeat(() => OneShot(key, body, signature)))
            .Add("this library", Checks, () => Repeat(() => Ours(request, key, body)))
            .Print();
    }

    private static bool Ours(P2sSignedRequest request, byte[] key, byte[] body)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, hash);
        return request.IsSignedBy(key, hash);
    }

#pragma warning disable RS0030 // What is banned in the library is the baseline here.
    private static bool OneShot(byte[] key, byte[] body, byte[] signature)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> code = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> next = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> text = stackalloc byte[128];
        SHA256.HashData(body, hash);
        Timestamp.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        HMACSHA256.HashData(key, text[..length], code);
        HMACSHA256.HashData(code, text[..Encoding.UTF8.GetBytes(Method, text)], next);
        HMACSHA256.HashData(next, text[..Encoding.UTF8.GetBytes(Path, text)], code);
        Convert.TryToHexStringLower(hash, text, out length);
        HMACSHA256.HashData(code, text[..length], next);
        return CryptographicOperations.FixedTimeEquals(next, signature);
    }
#pragma warning restore RS0030

    private static void Repeat(Func<bool> check)
    {
        for (var i = 0; i < Checks; i++)
        {
            if (!check())
            {
                throw new InvalidOperationException("The signature is refused.");
            }
        }
    }
}
