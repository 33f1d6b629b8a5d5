namespace ApiKeys.Format;

/// <summary>How much of a key nobody can see: the bits of its shortest accepted secret, less what its hint shows.</summary>
internal static class KeyStrength
{
    /// <summary>What every template must keep hidden.</summary>
    public const double FewestHiddenBits = 128;

    public static double HiddenBits(KeyShape shape, ApiKeyFormatOptions options) => HiddenBits(shape, options.DisplayPrefixLength ?? 0, options.DisplayLastLength);

    public static double HiddenBits(KeyShape shape, DisplayHint hint) => HiddenBits(shape, hint.Prefix.Length, hint.Last.Length);

    private static double HiddenBits(KeyShape shape, int prefixLength, int lastLength)
    {
        var secret = shape.Tail.First(segment => segment.Kind == KeySegmentKind.Secret);
        var shownOfSecret = Math.Max(0, prefixLength - shape.SecretStart);
        var hidden = (secret.MinLength - shownOfSecret) * secret.Alphabet.BitsPerCharacter;

        // The last characters may belong to the checksum, which tells as many bits of the secret as its characters hold.
        return hidden - (lastLength * KeyAlphabet.Base62.BitsPerCharacter);
    }
}
