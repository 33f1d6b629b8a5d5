using System.Buffers;
using System.Diagnostics.CodeAnalysis;

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
            _ => RandomSegmentParser.Parse(piece),
        };
        error = segment is null ? $"'{piece}' is no part of a key template; the parts are {{env}}, {{id:N}}, {{secret:N}} and {{checksum}}." : null;
        return error is null;
    }

    private static string? Complaint(List<KeySegment> segments)
    {
        if (segments.Count(s => s.Kind == KeySegmentKind.Secret) != 1)
        {
            return "A key template has exactly one {secret:N}.";
        }

        if (segments[0].Kind != KeySegmentKind.Literal || segments[0].Text[0] == '_')
        {
            return "A key template begins with a literal prefix of letters or digits, by which people and scanners know the key.";
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
