using System.Text.RegularExpressions;

namespace ApiKeys.Format;

/// <summary>A template with one environment filled in: the prefix is known, only random parts are left.</summary>
internal sealed class KeyShape
{
    private readonly KeySegment[] _tail;
    private readonly int _variableSlack;

    public KeyShape(KeyTemplate template, KeyEnvironment? environment)
    {
        Environment = environment;
        var leading = template.Segments.TakeWhile(s => s.Kind is KeySegmentKind.Literal or KeySegmentKind.Environment).ToArray();
        Prefix = string.Concat(leading.Select(s => s.Kind == KeySegmentKind.Literal ? s.Text : environment!.Label));
        _tail = [.. template.Segments.Skip(leading.Length)];
        MinLength = Prefix.Length + _tail.Sum(s => s.MinLength);
        MaxLength = Prefix.Length + _tail.Sum(s => s.MaxLength);
        _variableSlack = MaxLength - MinLength;
    }

    public KeyEnvironment? Environment { get; }

    /// <summary>Every character before the first random one.</summary>
    public string Prefix { get; }

    public int MinLength { get; }

    public int MaxLength { get; }

    /// <summary>How long new keys are; others may be shorter or longer.</summary>
    public int IssuedLength => Prefix.Length + _tail.Sum(s => s.Length);

    public IReadOnlyList<KeySegment> Tail => _tail;

    /// <summary>The public id; null where the shape has none.</summary>
    public KeySegment? PublicId => Array.Find(_tail, segment => segment.Kind == KeySegmentKind.PublicId);

    /// <summary>How many characters stand before the secret.</summary>
    public int SecretStart => Prefix.Length + _tail.TakeWhile(s => s.Kind != KeySegmentKind.Secret).Sum(s => s.Length);

    public string Pattern => Regex.Escape(Prefix) + string.Concat(_tail.Select(PatternOf));

    /// <summary>Reads the text behind the prefix; the one part of variable length gets what the others leave.</summary>
    public ApiKeyFailureReason? TryRead(ReadOnlySpan<char> text, out ReadOnlySpan<char> publicId)
    {
        publicId = default;
        var extra = text.Length - MinLength;
        if (extra < 0 || extra > _variableSlack)
        {
            return ApiKeyFailureReason.MalformedKey;
        }

        var position = Prefix.Length;
        foreach (var segment in _tail)
        {
            var part = text.Slice(position, segment.MinLength + (segment.HasFixedLength ? 0 : extra));
            position += part.Length;
            if (!IsWellFormed(segment, part))
            {
                return ApiKeyFailureReason.MalformedKey;
            }

            if (segment.Kind == KeySegmentKind.PublicId)
            {
                publicId = part;
            }
        }

        return _tail[^1].Kind == KeySegmentKind.Checksum && !KeyChecksum.Matches(text) ? ApiKeyFailureReason.WrongChecksum : null;
    }

    /// <summary>Whether keys of this shape can begin with a text; the public id, where the text holds all of it.</summary>
    public bool Begins(ReadOnlySpan<char> text, out ReadOnlySpan<char> publicId)
    {
        publicId = default;
        if (!text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        var rest = text[Prefix.Length..];
        foreach (var segment in _tail)
        {
            var part = rest[..Math.Min(rest.Length, segment.MaxLength)];
            rest = rest[part.Length..];
            if (segment.Kind == KeySegmentKind.Literal ? !segment.Text.AsSpan().StartsWith(part, StringComparison.Ordinal) : !segment.Alphabet.Covers(part))
            {
                return false;
            }

            publicId = segment.Kind == KeySegmentKind.PublicId && part.Length == segment.Length ? part : publicId;
        }

        return rest.IsEmpty;
    }

    private static bool IsWellFormed(KeySegment segment, ReadOnlySpan<char> part) => segment.Kind == KeySegmentKind.Literal
        ? part.SequenceEqual(segment.Text)
        : segment.Alphabet.Covers(part);

    private static string PatternOf(KeySegment segment)
    {
        if (segment.Kind == KeySegmentKind.Literal)
        {
            return Regex.Escape(segment.Text);
        }

        return segment.HasFixedLength
            ? $"{segment.Alphabet.Pattern}{{{segment.Length}}}"
            : $"{segment.Alphabet.Pattern}{{{segment.MinLength},{segment.MaxLength}}}";
    }
}
