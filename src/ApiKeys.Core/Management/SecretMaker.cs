using System.Text;
using ApiKeys.Format;
using ApiKeys.Hashing;
using ApiKeys.Signing;

namespace ApiKeys.Management;

/// <summary>Makes a key's secret: the texts for the one time that they are shown, and what is stored of them.</summary>
internal sealed class SecretMaker(ApiKeyFormat format, HasherRegistry hashers, SigningSecretMaker signing)
{
    /// <summary>A secret in the place of another one, or beside it: a key that signs keeps its scheme.</summary>
    public FreshSecret Renew(ApiKeyRecord key, DateTimeOffset now) => Make(key, signing.SchemeOf(key), now);

    /// <summary>The first secret of a key, or a further one.</summary>
    /// <param name="key">The key.</param>
    /// <param name="scheme">How requests of a key that signs are signed; null: as new ones are.</param>
    /// <param name="now">When the secret is made.</param>
    public FreshSecret Make(ApiKeyRecord key, ApiKeySigningScheme? scheme, DateTimeOffset now)
    {
        var generated = format.Generate(key.Environment);
        var (secret, stored) = key.Mode == ApiKeyMode.Signed ? signing.Make(key.Id, generated, scheme ?? signing.DefaultScheme) : (null, Hash(generated.Text, key.Id));
        return new FreshSecret(
            new ApiKeySecret(generated.Text),
            secret,
            new SecretVersion { LookupId = generated.LookupId, Hash = stored, Hint = generated.Hint, CreatedAt = now });
    }

    private string Hash(string text, string keyId)
    {
        Span<byte> bytes = stackalloc byte[KeyTemplate.MaxKeyLength];
        bytes = bytes[..Encoding.ASCII.GetBytes(text, bytes)];
        var hash = hashers.Hash(bytes, keyId);
        bytes.Clear();
        return hash;
    }
}
