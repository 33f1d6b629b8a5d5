using System.Security.Cryptography;
using System.Text;
using ApiKeys.Stores;

namespace ApiKeys.Management;

/// <summary>What makes a request repeatable: a caller that got no answer sends it again with the same key, and no second key is made.</summary>
/// <param name="Key">What the caller calls its request, up to 255 characters.</param>
/// <param name="Fingerprint">A digest of what is asked for, up to 64 characters: with another one the key was used for something else.</param>
public sealed record ApiKeyIdempotency(string Key, string Fingerprint)
{
    /// <summary>The longest <see cref="Key"/>.</summary>
    public const int MaxKeyLength = 255;

    /// <summary>The longest <see cref="Fingerprint"/>.</summary>
    public const int MaxFingerprintLength = 64;

    /// <summary>What is wrong with it; null where nothing is.</summary>
    internal string? Complaint() => PlainText.Complaint(Key, MaxKeyLength) ?? (Fingerprint.Length is 0 or > MaxFingerprintLength ? "The fingerprint is empty or too long." : null);

    // Callers name their requests as they like, so each has names of its own; lengths keep two callers from meeting in one text.
    internal IdempotencyEntry Entry(ApiKeyActor actor, string keyId, DateTimeOffset now)
    {
        var text = $"{actor.TenantId?.Length ?? -1}:{actor.TenantId}{actor.Name?.Length ?? -1}:{actor.Name}{Key}";
        return new IdempotencyEntry(Convert.ToHexStringLower(SHA256.HashData(Encoding.Unicode.GetBytes(text))), Fingerprint, keyId, now);
    }
}
