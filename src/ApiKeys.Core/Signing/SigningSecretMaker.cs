using System.Security.Cryptography;
using System.Text;
using ApiKeys.Format;
using Microsoft.Extensions.Options;

namespace ApiKeys.Signing;

/// <summary>Makes what a key that signs is signed with, and what is stored of it.</summary>
internal sealed class SigningSecretMaker(SigningKeyVault vault, IOptions<ApiKeySigningOptions> options)
{
    // A word of its own, so that scanners find a secret where it must not be; 43 of 62 characters are 256 bits.
    private const string Prefix = "secret_";
    private const int Characters = 43;

    public ApiKeySigningScheme DefaultScheme => options.Value.Scheme;

    /// <summary>The scheme of a key that signs; the default for any other one.</summary>
    public ApiKeySigningScheme SchemeOf(ApiKeyRecord key) =>
        key.Mode == ApiKeyMode.Signed && ProtectedSigningKey.TryParse(key.Secrets[0].Hash, out var stored) && stored.Scheme == SchemeNames.HttpMessageSignatures
            ? ApiKeySigningScheme.HttpMessageSignatures
            : DefaultScheme;

    public (ApiKeySecret Secret, string Stored) Make(string keyId, GeneratedKey key, ApiKeySigningScheme scheme)
    {
        var secret = Prefix + RandomNumberGenerator.GetString(KeyAlphabet.Base62.Characters, Characters);
        Span<byte> signingKey = stackalloc byte[Prefix.Length + Characters];
        if (scheme == ApiKeySigningScheme.P2sSignV1)
        {
            signingKey = signingKey[..P2sSignV1.SizeInBytes];
            P2sSignV1.DeriveKey(secret, key.Text, signingKey);
        }
        else
        {
            Encoding.ASCII.GetBytes(secret, signingKey);
        }

        var stored = vault.Protect(SchemeNames.Of(scheme), signingKey, key.Text, keyId, key.LookupId);
        signingKey.Clear();
        return (new ApiKeySecret(secret), stored);
    }
}
