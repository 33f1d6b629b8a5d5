using System.Security.Cryptography;
using System.Text;

namespace ApiKeys.Signing;

/// <summary>What is encrypted of a key that signs: the key's length, the key, and the API key that it belongs to. A lookup id may be a part of that, and a signature covers all of it.</summary>
internal static class SealedContent
{
    public static byte[] Write(ReadOnlySpan<byte> signingKey, string apiKey)
    {
        var content = new byte[1 + signingKey.Length + Encoding.UTF8.GetByteCount(apiKey)];
        content[0] = (byte)signingKey.Length;
        signingKey.CopyTo(content.AsSpan(1));
        Encoding.UTF8.GetBytes(apiKey, content.AsSpan(1 + signingKey.Length));
        return content;
    }

    public static SigningKey Read(string scheme, byte[] content)
    {
        if (content.Length < 1 || content[0] == 0 || content.Length <= 1 + content[0])
        {
            throw new CryptographicException("It is no signing key.");
        }

        var key = content.AsSpan(1, content[0]);
        return new SigningKey(scheme, Encoding.UTF8.GetString(content.AsSpan(1 + key.Length)), key);
    }
}
