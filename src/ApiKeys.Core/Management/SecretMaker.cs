using System.Text;
using ApiKeys.Format;
using ApiKeys.Hashing;

namespace ApiKeys.Management;

/// <summary>Makes a key's secret: the text for the one time that it is shown, and what is stored of it.</summary>
internal sealed class SecretMaker(ApiKeyFormat format, HasherRegistry hashers)
{
    public (ApiKeySecret Text, SecretVersion Stored) Make(string keyId, string? environment, DateTimeOffset now)
    {
        var key = format.Generate(environment);
        var stored = new SecretVersion { LookupId = key.LookupId, Hash = Hash(key.Text, keyId), Hint = key.Hint, CreatedAt = now };
        return (new ApiKeySecret(key.Text), stored);
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
