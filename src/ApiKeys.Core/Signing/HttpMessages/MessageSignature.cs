using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using ApiKeys.Hashing;

namespace ApiKeys.Signing.HttpMessages;

/// <summary>The two headers of one signature, by <c>hmac-sha256</c> (RFC 9421 section 3.3.3).</summary>
/// <param name="InputHeader">The value of <c>Signature-Input</c>.</param>
/// <param name="SignatureHeader">The value of <c>Signature</c>.</param>
internal sealed record MessageSignature(string InputHeader, string SignatureHeader)
{
    public const string Algorithm = "hmac-sha256";

    /// <summary>Signs a message.</summary>
    /// <param name="key">The secret's UTF-8.</param>
    /// <param name="message">The message.</param>
    /// <param name="components">What is to be covered, in this order.</param>
    /// <param name="created">Now, by the caller's clock; written in whole seconds.</param>
    /// <param name="keyId">Which key it is.</param>
    /// <param name="nonce">A text that is used once; <see langword="null"/> for none.</param>
    /// <param name="label">The signature's name within the two headers.</param>
    /// <param name="tag">The application that the signature is for; <see langword="null"/> for none.</param>
    /// <exception cref="ArgumentException">The key is empty, the message lacks a component or cannot be signed, or a text cannot be written.</exception>
    public static MessageSignature Sign(
        ReadOnlySpan<byte> key, IMessageComponents message, IReadOnlyList<string> components, DateTimeOffset? created, string? keyId, string? nonce, string label, string? tag)
    {
        RequireKey(key);
        var input = SignatureInput.Create(label, components, Parameters(created, keyId, nonce, tag));
        if (!SignatureBase.TryBuild(input, message, out var text, out var error))
        {
            throw new ArgumentException(error, nameof(message));
        }

        Span<byte> signature = stackalloc byte[SHA256.HashSizeInBytes];
        Compute(key, text, signature);
        return new MessageSignature(input.Write(), StructuredWriter.Bytes(label, signature));
    }

    /// <summary>Whether the signature is that of the base, and the base that of the input. An <c>alg</c> of any other name is refused: the key says what it is for.</summary>
    /// <param name="key">The secret's UTF-8.</param>
    /// <param name="input">The member of <c>Signature-Input</c> that has the signature's label.</param>
    /// <param name="signatureBase">What <see cref="SignatureBase"/> has made of it.</param>
    /// <param name="signature">The signature's bytes.</param>
    /// <exception cref="ArgumentException">The key is empty: everybody could sign.</exception>
    public static bool Verify(ReadOnlySpan<byte> key, SignatureInput input, string signatureBase, ReadOnlySpan<byte> signature)
    {
        RequireKey(key);
        if (input.Algorithm is not (null or Algorithm) || !signatureBase.EndsWith(SignatureBase.LastLine(input), StringComparison.Ordinal))
        {
            return false;
        }

        Span<byte> computed = stackalloc byte[SHA256.HashSizeInBytes];
        Compute(key, signatureBase, computed);
        var isRight = FixedTime.AreEqual(computed, signature);
        computed.Clear();
        return isRight;
    }

    /// <summary>Reads a label's signature out of the value of <c>Signature</c> (RFC 9421 section 4.2).</summary>
    public static bool TryRead(string? field, string label, [NotNullWhen(true)] out byte[]? signature, [NotNullWhen(false)] out string? error)
    {
        signature = null;
        if (!StructuredFields.TryParse(field, out var members, out error))
        {
            return false;
        }

        var member = StructuredMember.Find(members, label);
        if (member is not { Items: null, Value.Kind: StructuredKind.Bytes })
        {
            error = member is null ? "Signature has no member of this label." : "A member of Signature is a byte sequence.";
            return false;
        }

        signature = member.Value.ToBytes();
        return true;
    }

    private static List<StructuredParameter> Parameters(DateTimeOffset? created, string? keyId, string? nonce, string? tag)
    {
        var parameters = new List<StructuredParameter>();
        if (created is { } at)
        {
            parameters.Add(new(SignatureParameter.Created, StructuredValue.Integer(at.ToUnixTimeSeconds())));
        }

        AddText(SignatureParameter.KeyId, keyId);
        AddText(SignatureParameter.Nonce, nonce);
        AddText(SignatureParameter.Tag, tag);
        return parameters;

        void AddText(string name, string? text)
        {
            if (text is not null)
            {
                parameters.Add(new(name, StructuredValue.String(text)));
            }
        }
    }

    private static void RequireKey(ReadOnlySpan<byte> key)
    {
        if (key.IsEmpty)
        {
            throw new ArgumentException("The key is empty: everybody could sign.", nameof(key));
        }
    }

    private static void Compute(ReadOnlySpan<byte> key, string text, Span<byte> destination)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hash.AppendData(Encoding.UTF8.GetBytes(text));
        hash.GetHashAndReset(destination);
    }
}
