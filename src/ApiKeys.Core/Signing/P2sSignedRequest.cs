using System.Diagnostics.CodeAnalysis;
using ApiKeys.Hashing;

namespace ApiKeys.Signing;

/// <summary>A request with <c>P2S-SIGN-V1 API_KEY:TIMESTAMP:SIGNATURE</c> (CONTRACT S-31).</summary>
/// <threadsafety>Immutable.</threadsafety>
public sealed class P2sSignedRequest : SignedRequest
{
    private const int MostCharacters = 1_024;
    private readonly string _method;
    private readonly string _path;

    private P2sSignedRequest(string apiKey, long timestamp, byte[] signature, string method, string path)
        : base(apiKey, timestamp, signature)
    {
        _method = method;
        _path = path;
    }

    internal override string Scheme => SchemeNames.P2sSignV1;

    /// <summary>Reads a credential. What stands in front of the last two colons is the API key, whatever it holds.</summary>
    /// <param name="credential">What follows the scheme in the <c>Authorization</c> header.</param>
    /// <param name="method">The request's method as it was received.</param>
    /// <param name="path">The request's path as it was received, with the query where that is signed.</param>
    /// <param name="request">The request; <see langword="null"/> where the credential is none.</param>
    public static bool TryParse(ReadOnlySpan<char> credential, string method, string path, [NotNullWhen(true)] out P2sSignedRequest? request)
    {
        request = null;
        var second = credential.LastIndexOf(':');
        var first = second < 0 ? -1 : credential[..second].LastIndexOf(':');
        if (first <= 0 || credential.Length > MostCharacters || credential.ContainsAnyExceptInRange('!', '~') || !SignatureTimestamp.TryParse(credential[(first + 1)..second], out var timestamp))
        {
            return false;
        }

        var signature = new byte[P2sSignV1.SizeInBytes];
        var hex = credential[(second + 1)..];
        if (hex.Length != 2 * signature.Length || Convert.FromHexString(hex, signature, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        request = new P2sSignedRequest(credential[..first].ToString(), timestamp, signature, method, path);
        return true;
    }

    internal override bool IsSignedBy(ReadOnlySpan<byte> signingKey, ReadOnlySpan<byte> bodyHash)
    {
        Span<byte> computed = stackalloc byte[P2sSignV1.SizeInBytes];
        P2sSignV1.Sign(signingKey, Timestamp, _method, _path, bodyHash, computed);
        return FixedTime.AreEqual(computed, Signature.Span);
    }
}
