using System.Security.Cryptography;

namespace ApiKeys.Hashing;

/// <summary>Compares a computed hash to a stored one in time that depends on their length alone.</summary>
internal static class FixedTime
{
    /// <summary>Whether both are the same and not empty: the platform calls two empty hashes equal, and an empty stored hash would open for everybody.</summary>
    public static bool AreEqual(ReadOnlySpan<byte> computed, ReadOnlySpan<byte> stored) =>
        !computed.IsEmpty && CryptographicOperations.FixedTimeEquals(computed, stored);
}
