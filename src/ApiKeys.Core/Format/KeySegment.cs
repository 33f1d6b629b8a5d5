namespace ApiKeys.Format;

/// <summary>One part of a key's text.</summary>
/// <param name="Kind">What it stands for.</param>
/// <param name="Text">The characters of a literal; otherwise empty.</param>
/// <param name="Length">How many characters are generated.</param>
/// <param name="MinLength">The fewest characters that are accepted.</param>
/// <param name="MaxLength">The most characters that are accepted.</param>
/// <param name="Alphabet">What a random part is drawn from.</param>
internal sealed record KeySegment(KeySegmentKind Kind, string Text, int Length, int MinLength, int MaxLength, KeyAlphabet Alphabet)
{
    public bool HasFixedLength => MinLength == MaxLength;

    public static KeySegment Literal(string text) =>
        new(KeySegmentKind.Literal, text, text.Length, text.Length, text.Length, KeyAlphabet.Base62);

    public static KeySegment Environment { get; } = new(KeySegmentKind.Environment, "", 0, 0, 0, KeyAlphabet.Base62);

    public static KeySegment Checksum { get; } =
        new(KeySegmentKind.Checksum, "", KeyChecksum.Length, KeyChecksum.Length, KeyChecksum.Length, KeyAlphabet.Base62);
}
