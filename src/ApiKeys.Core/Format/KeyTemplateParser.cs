using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ApiKeys.Format;

/// <summary>Template text to segments. Every complaint names the part that is wrong.</summary>
internal static class KeyTemplateParser
{
    private const int MaxPublicIdLength = 32;

    private static readonly SearchValues<char> LiteralCharacters =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_");

    public static bool TryParse(
        string? text,
        [NotNullWhen(true)] out IReadOnlyList<KeySegment>? segments,
        [NotNullWhen(false)] out string? error)
    {
        segments = null;
        var found = new List<KeySegment>();
        for (var rest = text ?? ""; rest.Length > 0;)
        {
            var piece = NextPiece(rest);
            if (!TryParsePiece(piece, out var segment, out error))
            {
                return false;
            }

            found.Add(segment);
            rest = rest[piece.Length..];
        }

        error = Complaint(found);
        segments = error is null ? found : null;
        return error is null;
    }

    // A placeholder with its braces, or the literal up to the next one.
    private static string NextPiece(string rest)
    {
        var end = rest[0] == '{' ? rest.IndexOf('}', StringComparison.Ordinal) + 1 : rest.IndexOf('{', StringComparison.Ordinal);
        return end > 0 ? rest[..end] : rest;
    }

    private static bool TryParsePiece(string piece, [NotNullWhen(true)] out KeySegment? segment, [NotNullWhen(false)] out string? error)
    {
        if (piece[0] != '{')
        {
            segment = KeySegment.Literal(piece);
            error = piece.AsSpan().ContainsAnyExcept(LiteralCharacters)
                ? $"'{piece}' in a key template holds other characters than letters, digits and underscores."
                : null;
            return error is null;
        }

        segment = piece switch
        {
            "{env}" => KeySegment.Environment,
            "{checksum}" => KeySegment.Checksum,
            _ => ParseRandom(piece),
        };
        error = segment is null ? $"'{piece}' is no part of a key template; the parts are {{env}}, {{id:N}}, {{secret:N}} and {{checksum}}." : null;
        return error is null;
    }

    // {id:12}, {secret:32}, {secret:32,16-128}, {secret:32:base36}
    private static KeySegment? ParseRandom(string piece)
    {
        var parts = piece.Trim('{', '}').Split(':');
        KeySegmentKind? kind = parts[0] switch
        {
            "id" => KeySegmentKind.PublicId,
            "secret" => KeySegmentKind.Secret,
            _ => null,
        };
        var alphabet = parts.Length == 3 ? KeyAlphabet.Find(parts[2]) : KeyAlphabet.Base62;
        if (kind is null || alphabet is null || parts.Length is not (2 or 3))
        {
            return null;
        }

        var lengths = parts[1].Split(',', '-');
        var min = 0;
        var max = 0;
        var isRange = lengths.Length == 3;
        if (!TryParseLength(lengths[0], out var length)
            || (isRange && !(kind == KeySegmentKind.Secret && TryParseLength(lengths[1], out min) && TryParseLength(lengths[2], out max)))
            || lengths.Length is not (1 or 3))
        {
            return null;
        }

        (min, max) = isRange ? (min, max) : (length, length);
        return min <= length && length <= max ? new KeySegment(kind.Value, "", length, min, max, alphabet) : null;
    }

    private static bool TryParseLength(string text, out int length) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out length) && length is > 0 and <= KeyTemplate.MaxKeyLength;

    private static string? Complaint(List<KeySegment> segments)
    {
        if (segments.Count(s => s.Kind == KeySegmentKind.Secret) != 1)
        {
            return "A key template has exactly one {secret:N}.";
        }

        if (segments[0].Kind != KeySegmentKind.Literal)
        {
            return "A key template begins with a literal prefix, by which people and scanners know the key.";
        }

        if (segments.GroupBy(s => s.Kind).FirstOrDefault(g => g.Key != KeySegmentKind.Literal && g.Count() > 1) is { } twice)
        {
            return $"A key template has {twice.Key} twice.";
        }

        if (segments.FindIndex(s => s.Kind == KeySegmentKind.Checksum) is var at && at >= 0 && at != segments.Count - 1)
        {
            return "{checksum} stands at the end of a key template.";
        }

        var firstRandom = segments.FindIndex(s => s.Kind is KeySegmentKind.PublicId or KeySegmentKind.Secret);
        if (segments.FindIndex(s => s.Kind == KeySegmentKind.Environment) > firstRandom)
        {
            return "{env} stands before {id:N} and {secret:N}.";
        }

        if (segments.Exists(s => s.Kind == KeySegmentKind.PublicId && s.Length > MaxPublicIdLength))
        {
            return $"A public id has at most {MaxPublicIdLength} characters.";
        }

        return null;
    }
}
