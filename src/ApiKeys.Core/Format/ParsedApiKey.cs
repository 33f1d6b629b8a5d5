namespace ApiKeys.Format;

/// <summary>A presented text that has the shape of a key. Whether it opens anything is not known yet.</summary>
public readonly ref struct ParsedApiKey
{
    internal ParsedApiKey(ReadOnlySpan<char> text, ReadOnlySpan<char> publicId, KeyEnvironment? environment)
    {
        Text = text;
        PublicId = publicId;
        Environment = environment;
    }

    /// <summary>The whole text, secret included.</summary>
    public ReadOnlySpan<char> Text { get; }

    /// <summary>The public id in the text; empty where the shape has none.</summary>
    public ReadOnlySpan<char> PublicId { get; }

    /// <summary>The environment that the text names. Its record decides, not the text.</summary>
    public KeyEnvironment? Environment { get; }
}
