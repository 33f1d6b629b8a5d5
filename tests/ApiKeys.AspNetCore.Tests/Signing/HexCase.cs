namespace ApiKeys.AspNetCore.Tests.Signing;

/// <summary>Another spelling of the same signature.</summary>
internal static class HexCase
{
    public static string ToUpperInvariantHex(this string line) => line[..^64] + line[^64..].ToUpperInvariant();
}
