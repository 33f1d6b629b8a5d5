using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using ApiKeys.Diagnostics;
using Microsoft.Extensions.Logging;

namespace ApiKeys.Signing;

/// <summary>Stored signing keys to keys that sign, and back. A key is decrypted once for each state of its record that is in memory.</summary>
internal sealed class SigningKeyVault(AesGcmSigningKeyProtector aes, IEnumerable<ISigningKeyProtector> others, TimeProvider time, ILogger<SigningKeyVault> logger)
{
    private readonly ISigningKeyProtector[] _protectors = [aes, .. others];
    private readonly ConditionalWeakTable<SecretVersion, SigningKey> _keys = [];
    private readonly LogSlot _damaged = new(time);
    private readonly LogSlot _lost = new(time);

    // The host's own AES keys come before whatever else there is; of others, the one that was added last.
    private ISigningKeyProtector? Writer => aes.CanProtect ? aes : Array.FindLast(_protectors, protector => protector != aes);

    /// <summary>What is stored of a signing key.</summary>
    public string Protect(string scheme, ReadOnlySpan<byte> key, string apiKey, string keyId, string lookupId)
    {
        var writer = Writer ?? throw new InvalidOperationException("Signed keys need a protector: add a key to ApiKeySigningOptions.ProtectionKeys.");
        var content = SealedContent.Write(key, apiKey);
        var stored = new ProtectedSigningKey(scheme, writer.Name, writer.Protect(content, Purpose(keyId, lookupId))).Write();
        CryptographicOperations.ZeroMemory(content);
        return stored;
    }

    /// <summary>The key that checks a secret's signatures, or why it cannot be had.</summary>
    public ApiKeyFailureReason? Find(string keyId, SecretVersion secret, out SigningKey? key) => _keys.TryGetValue(secret, out key) ? null : Unprotect(keyId, secret, out key);

    private ApiKeyFailureReason? Unprotect(string keyId, SecretVersion secret, out SigningKey? key)
    {
        key = null;
        try
        {
            if (!ProtectedSigningKey.TryParse(secret.Hash, out var stored))
            {
                throw new CryptographicException("It is not what was stored.");
            }

            var protector = Array.FindLast(_protectors, protector => protector.Name == stored.Protector)
                ?? throw new SigningKeyUnavailableException($"There is no signing key protector '{stored.Protector}'.");
            var content = protector.Unprotect(stored.Payload, Purpose(keyId, secret.LookupId));
            key = SealedContent.Read(stored.Scheme, content);
            CryptographicOperations.ZeroMemory(content);
            _keys.AddOrUpdate(secret, key);
            return null;
        }
        catch (Exception exception) when (exception is not CryptographicException)
        {
            // Also what a protector of the host's own throws, one that asks a service for its keys: nothing is known about the signature.
            if (_lost.TryTake(out var suppressed))
            {
                SigningLog.KeyUnavailable(logger, keyId, suppressed, exception);
            }

            return ApiKeyFailureReason.SigningKeyUnavailable;
        }
        catch (CryptographicException exception)
        {
            if (_damaged.TryTake(out var suppressed))
            {
                SigningLog.KeyDamaged(logger, keyId, suppressed, exception);
            }

            return ApiKeyFailureReason.WrongSignature;
        }
    }

    // A stored key that is copied to another record, or to another secret of its record, cannot be read there.
    private static string Purpose(string keyId, string lookupId) => $"ApiKeys.Signing/{keyId}/{lookupId}";
}
