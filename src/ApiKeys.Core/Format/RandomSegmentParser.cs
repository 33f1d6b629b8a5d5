using System.Globalization;

namespace ApiKeys.Format;

/// <summary>The placeholder of a random part to its segment. Each part has one spelling.</summary>
internal static class RandomSegmentParser
{
    /// <summary>Reads <c>{id:12}</c>, <c>{secret:32}</c>, <c>{secret:32,16-128}</c> or <c>{secret:32:base36}</c>; null where it is none of them.</summary>
    public static KeySegment? Parse(string piece)
    {
        if (piece[^1] != '}')
        {
            return null;
        }

        var parts = piece[1..^1].Split(':');
        KeySegmentKind? kind = parts[0] switch
        {
            "id" => KeySegmentKind.PublicId,
            "secret" => KeySegmentKind.Secret,
            _ => null,
        };
        var alphabet = parts.Length == 3 ? KeyAlphabet.Find(parts[2]) : KeyAlphabet.Base62;
        return kind is null || alphabet is null || parts.Length is not (2 or 3) || !TryParseLengths(parts[1], out var lengths)
            ? null
            : MakeRandom(kind.Value, lengths, alphabet);
    }

    private static KeySegment? MakeRandom(KeySegmentKind kind, (int Length, int Min, int Max) lengths, KeyAlphabet alphabet)
    {
        var (length, min, max) = lengths;
        var isWithin = min <= length && length <= max && (min == max || kind == KeySegmentKind.Secret);
        return isWithin ? new KeySegment(kind, "", length, min, max, alphabet) : null;
    }

    // 32 or 32,16-128
    private static bool TryParseLengths(string text, out (int Length, int Min, int Max) lengths)
    {
        lengths = default;
        var parts = text.Split(',');
        if (parts.Length > 2 || !TryParseLength(parts[0], out var length))
        {
            return false;
        }

        lengths = (length, length, length);
        if (parts.Length == 1)
        {
            return true;
        }

        var range = parts[1].Split('-');
        if (range.Length != 2 || !TryParseLength(range[0], out var min) || !TryParseLength(range[1], out var max))
        {
            return false;
        }

        lengths = (length, min, max);
        return true;
    }

    // The platform's parser takes leading zeros and a trailing NUL; one length has one spelling here.
    private static bool TryParseLength(string text, out int length)
    {
        length = 0;
        return text.Length is > 0 and <= 3
            && text[0] != '0'
            && !text.AsSpan().ContainsAnyExceptInRange('0', '9')
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out length)
            && length <= KeyTemplate.MaxKeyLength;
    }
}
