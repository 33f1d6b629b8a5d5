using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ApiKeys.Signing;

namespace ApiKeys.AspNetCore.Tests.Signing;

/// <summary>A key that signs, in its holder's hands.</summary>
internal sealed record SignedKey(ApiKeyRecord Record, string ApiKey, string Secret)
{
    /// <summary>The header line of a request.</summary>
    public string Sign(long timestamp, string method, string path, string body = "") => Sign(timestamp, method, path, Encoding.UTF8.GetBytes(body));

    public string Sign(long timestamp, string method, string path, byte[] body)
    {
        var (key, signature) = (new byte[32], new byte[32]);
        P2sSignV1.DeriveKey(Secret, ApiKey, key);
        P2sSignV1.Sign(key, timestamp, method, path, SHA256.HashData(body), signature);
        return string.Create(CultureInfo.InvariantCulture, $"Authorization: {P2sSignV1.WriteHeader(ApiKey, timestamp, signature)}");
    }
}
