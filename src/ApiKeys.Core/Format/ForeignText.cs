namespace ApiKeys.Format;

/// <summary>What can be told of a key from the parts of its text that another system has kept.</summary>
internal sealed class ForeignText(ApiKeyFormat format)
{
    // NexusERP shows two (CONTRACT N-2). More than this is no beginning any more, but the secret itself.
    private const int MostSecretCharacters = 8;

    /// <summary>The shapes of keys that begin like this.</summary>
    public IReadOnlyList<KeyShape> ShapesOf(string beginning) =>
        [.. format.Shapes.Where(shape => beginning.Length <= shape.SecretStart + MostSecretCharacters && shape.Begins(beginning, out _))];

    /// <summary>The public id that stands in a beginning, or is all of it; null where neither is so.</summary>
    public string? PublicIdIn(string part)
    {
        foreach (var shape in format.Shapes)
        {
            if (shape.PublicId is not { } segment)
            {
                continue;
            }

            if (part.Length == segment.Length && segment.Alphabet.Covers(part))
            {
                return part;
            }

            if (part.Length <= shape.SecretStart + MostSecretCharacters && shape.Begins(part, out var publicId) && !publicId.IsEmpty)
            {
                return publicId.ToString();
            }
        }

        return null;
    }

    /// <summary>What the lookup ids of keys with this beginning and these last characters begin with; null where no key of this host's can have them, or the beginning leaves open which.</summary>
    public string? HintOf(string beginning, string last) =>
        last.Length == ImportedLookup.LastLength
        && format.HintShapeOf(beginning) is { } shape
        && shape.Tail[^1].Alphabet.Covers(last)
        && !format.Shapes.Any(longer => longer.PublicId is null && longer.Prefix.Length > beginning.Length && longer.Prefix.StartsWith(beginning, StringComparison.Ordinal))
            ? ImportedLookup.HintOf(shape.Prefix, last)
            : null;
}
