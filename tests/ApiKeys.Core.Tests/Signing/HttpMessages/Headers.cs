using ApiKeys.Signing.HttpMessages;

namespace ApiKeys.Core.Tests.Signing.HttpMessages;

/// <summary>What a server does with the two headers, shortened to yes or no.</summary>
internal static class Headers
{
    /// <summary>Reads the only member of a field.</summary>
    public static SignatureInput Input(string field)
    {
        Assert.That(StructuredFields.TryParse(field, out var members, out var error), Is.True, error);
        Assert.That(SignatureInput.TryRead(members.Single(), out var input, out error), Is.True, error);
        return input!;
    }

    public static bool AreRight(ReadOnlySpan<byte> key, string inputField, string signatureField, Message message) =>
        StructuredFields.TryParse(inputField, out var members, out _)
        && members.Count == 1
        && SignatureInput.TryRead(members[0], out var input, out _)
        && SignatureBase.TryBuild(input, message, out var text, out _)
        && MessageSignature.TryRead(signatureField, input.Label, out var signature, out _)
        && MessageSignature.Verify(key, input, text, signature);
}
