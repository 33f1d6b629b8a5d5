using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace ApiKeys.Signing;

/// <summary><c>id:nonce ciphertext tag</c>: AES-256-GCM under a key of the host's configuration, with the purpose as associated data.</summary>
internal sealed class AesGcmSigningKeyProtector(IOptions<ApiKeySigningOptions> options) : ISigningKeyProtector
{
    public const string ProtectorName = "aes-gcm";

    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    public string Name => ProtectorName;

    public bool CanProtect => options.Value.ProtectionKeys.Count > 0;

    public string Protect(ReadOnlySpan<byte> signingKey, string purpose)
    {
        var key = options.Value.ProtectionKeys[^1];
        var sealedKey = new byte[NonceBytes + signingKey.Length + TagBytes];
        RandomNumberGenerator.Fill(sealedKey.AsSpan(0, NonceBytes));
        using var cipher = new AesGcm(key.Secret, TagBytes);
        cipher.Encrypt(sealedKey.AsSpan(0, NonceBytes), signingKey, sealedKey.AsSpan(NonceBytes, signingKey.Length), sealedKey.AsSpan(NonceBytes + signingKey.Length), Encoding.UTF8.GetBytes(purpose));
        return $"{key.Id}:{Base64Url.EncodeToString(sealedKey)}";
    }

    public byte[] Unprotect(string protectedKey, string purpose)
    {
        var colon = protectedKey.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || !Base64Url.IsValid(protectedKey.AsSpan(colon + 1), out var length) || length <= NonceBytes + TagBytes)
        {
            throw new CryptographicException("It is no signing key of this protector.");
        }

        var key = options.Value.ProtectionKeys.FirstOrDefault(key => protectedKey.AsSpan(0, colon).SequenceEqual(key.Id))
            ?? throw new SigningKeyUnavailableException($"ApiKeySigningOptions.ProtectionKeys has no key '{protectedKey[..colon]}'.");
        var sealedKey = Base64Url.DecodeFromChars(protectedKey.AsSpan(colon + 1));
        var plain = new byte[length - NonceBytes - TagBytes];
        using var cipher = new AesGcm(key.Secret, TagBytes);
        cipher.Decrypt(sealedKey.AsSpan(0, NonceBytes), sealedKey.AsSpan(NonceBytes, plain.Length), sealedKey.AsSpan(NonceBytes + plain.Length), plain, Encoding.UTF8.GetBytes(purpose));
        return plain;
    }
}
