using System.Globalization;
using System.Security.Cryptography;
using ApiKeys.Signing;

namespace ApiKeys.Client.Tests.Hosts;

/// <summary>What a server does with P2S-SIGN-V1: computes the signature anew from what it received.</summary>
internal static class SignatureCheck
{
    public const string ApiKey = "sk_test_0123456789abcdef0123456789abcdef";
    public const string Secret = "s3cr3t-example-only";

    private const int Lifetime = 30;
    private const int ClockSkew = 5;

    /// <summary>Whether the key's holder has signed exactly this request, path with query.</summary>
    public static bool IsSigned(ReceivedRequest request) => IsSigned(request, request.Target);

    /// <summary>Whether the key's holder has signed this request with this path.</summary>
    public static bool IsSigned(ReceivedRequest request, string path)
    {
        if (PartsOf(request) is not [var apiKey, _, var sent] || apiKey != ApiKey)
        {
            return false;
        }

        var (key, signature) = (new byte[32], new byte[32]);
        P2sSignV1.DeriveKey(Secret, ApiKey, key);
        P2sSignV1.Sign(key, TimestampOf(request), request.Method, path, SHA256.HashData(request.Body), signature);
        return sent == Convert.ToHexStringLower(signature);
    }

    public static long TimestampOf(ReceivedRequest request) => long.Parse(PartsOf(request)![1], CultureInfo.InvariantCulture);

    public static string SignatureOf(ReceivedRequest request) => PartsOf(request)![2];

    /// <summary>Whether a server whose clock shows this would accept the timestamp.</summary>
    public static bool IsFresh(ReceivedRequest request, DateTimeOffset now) => TimestampOf(request) - now.ToUnixTimeSeconds() is >= -Lifetime and <= ClockSkew;

    private static string[]? PartsOf(ReceivedRequest request) =>
        request["Authorization"] is { } header && header.StartsWith("P2S-SIGN-V1 ", StringComparison.Ordinal) ? header["P2S-SIGN-V1 ".Length..].Split(':') : null;
}
