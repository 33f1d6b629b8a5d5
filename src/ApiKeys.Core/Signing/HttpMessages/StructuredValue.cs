namespace ApiKeys.Signing.HttpMessages;

/// <summary>One bare item (RFC 8941 section 3.3). Whatever there is of it can be written.</summary>
internal readonly record struct StructuredValue
{
    private StructuredValue(StructuredKind kind, long number, string text)
    {
        Kind = kind;
        Number = number;
        Text = text;
    }

    public StructuredKind Kind { get; }

    /// <summary>An integer; 1 or 0 for a boolean.</summary>
    public long Number { get; }

    /// <summary>A string without its quotes, a token, or bytes in base64.</summary>
    public string Text { get; }

    public static StructuredValue Integer(long number) =>
        number is >= -StructuredGrammar.MaxInteger and <= StructuredGrammar.MaxInteger
            ? new(StructuredKind.Integer, number, "")
            : throw new ArgumentOutOfRangeException(nameof(number), "A structured field's integer has 15 digits at most.");

    public static StructuredValue String(string text) =>
        StructuredGrammar.IsText(text)
            ? new(StructuredKind.String, 0, text)
            : throw new ArgumentException("A structured field's string is printable ASCII.", nameof(text));

    public static StructuredValue Token(string text) =>
        StructuredGrammar.IsToken(text)
            ? new(StructuredKind.Token, 0, text)
            : throw new ArgumentException("The text is no token of a structured field.", nameof(text));

    public static StructuredValue Boolean(bool value) => new(StructuredKind.Boolean, value ? 1 : 0, "");

    public static StructuredValue Bytes(ReadOnlySpan<byte> bytes) => new(StructuredKind.Bytes, 0, Convert.ToBase64String(bytes));

    /// <summary>The bytes of a byte sequence.</summary>
    public byte[] ToBytes() => Kind == StructuredKind.Bytes ? Convert.FromBase64String(Text) : throw new InvalidOperationException("The value is no byte sequence.");
}
