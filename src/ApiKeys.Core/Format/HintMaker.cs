namespace ApiKeys.Format;

/// <summary>Decides what people may see of a key's text, once, when it is generated.</summary>
internal sealed class HintMaker(int? prefixLength, int lastLength)
{
    /// <summary>A secret with fewer hidden characters than this shows neither beginning nor end (ATTACKS AC-170).</summary>
    public const int FewestHiddenCharacters = 24;

    public DisplayHint Of(KeyShape shape, string text)
    {
        var prefix = Math.Min(prefixLength ?? shape.SecretStart, text.Length);
        var hidden = text.Length - Math.Max(prefix, shape.SecretStart) - lastLength;
        return hidden < FewestHiddenCharacters
            ? new DisplayHint(text[..Math.Min(prefix, shape.SecretStart)], "")
            : new DisplayHint(text[..prefix], text[^lastLength..]);
    }
}
