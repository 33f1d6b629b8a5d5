using System.Security.Cryptography;

namespace ApiKeys.Hashing;

/// <summary>Compares a computed hash to a stored one in time that depends on their length alone. For hashers and secrets of the host's own, too.</summary>
public static class FixedTime
{
    /// <summary>Whether both are the same and not empty: the platform calls two empty hashes equal, and an empty stored hash would open for everybody.</summary>
    /// <param name="computed">What was computed from the presented secret.</param>
    /// <param name="stored">What is stored.</param>
    public static bool AreEqual(ReadOnlySpan<byte> computed, ReadOnlySpan<byte> stored) =>
        !computed.IsEmpty && CryptographicOperations.FixedTimeEquals(computed, stored);
}
