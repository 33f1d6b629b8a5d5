using System.Security.Cryptography;
using System.Text;
using ApiKeys.Hashing;
using Microsoft.Extensions.Options;

namespace ApiKeys.AspNetCore.Authentication;

/// <summary>Whether a text is one of the host's service keys.</summary>
internal sealed class ServiceKeys(IOptionsMonitor<ApiKeyServiceRoleOptions> options)
{
    private const int LongestKey = 512;

    public bool Knows(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text.Length > LongestKey || text.ContainsAnyExceptInRange('!', '~'))
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[LongestKey];
        bytes = bytes[..Encoding.ASCII.GetBytes(text, bytes)];
        Span<byte> digest = stackalloc byte[ApiKeyServiceRoleOptions.HashBytes];
        SHA256.HashData(bytes, digest);
        bytes.Clear();

        // All of them, so that the time does not tell which one it was.
        var isKnown = false;
        foreach (var hash in options.CurrentValue.KeyHashes)
        {
            isKnown |= FixedTime.AreEqual(digest, ApiKeyServiceRoleOptions.Decode(hash));
        }

        return isKnown;
    }
}
