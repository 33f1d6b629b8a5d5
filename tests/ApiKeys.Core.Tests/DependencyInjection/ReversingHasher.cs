using System.Text;
using ApiKeys.Hashing;

namespace ApiKeys.Core.Tests.DependencyInjection;

/// <summary>A hasher that a host could bring; of course no host should bring this one.</summary>
internal sealed class ReversingHasher : IApiKeyHasher
{
    public string Algorithm => "reverse";

    public string Hash(ReadOnlySpan<byte> key, string keyId) => $"$reverse${Reverse(key)}";

    public HashVerdict Verify(ReadOnlySpan<byte> key, string keyId, string storedHash) =>
        storedHash == Hash(key, keyId) ? HashVerdict.Match : HashVerdict.Mismatch;

    private static string Reverse(ReadOnlySpan<byte> key) => string.Concat(Encoding.ASCII.GetString(key).Reverse());
}
