namespace ApiKeys.Format;

/// <summary>How much of a key nobody can see: the bits of its shortest accepted secret, less what its hint shows.</summary>
internal static class KeyStrength
{
    /// <summary>What every template must keep hidden.</summary>
    public const double FewestHiddenBits = 128;

    public static double HiddenBits(KeyShape shape, ApiKeyFormatOptions options)
    {
        var secret = shape.Tail.First(segment => segment.Kind == KeySegmentKind.Secret);
        var shownOfSecret = Math.Max(0, (options.DisplayPrefixLength ?? 0) - shape.SecretStart);
        var hidden = (secret.MinLength - shownOfSecret) * secret.Alphabet.BitsPerCharacter;

        // The last characters may belong to the checksum, which tells as many bits of the secret as its characters hold.
        return hidden - (options.DisplayLastLength * KeyAlphabet.Base62.BitsPerCharacter);
    }
}
