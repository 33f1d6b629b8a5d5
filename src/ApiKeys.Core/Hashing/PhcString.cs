using System.Globalization;

namespace ApiKeys.Hashing;

/// <summary>A stored string taken apart: <c>$algorithm[$parameter][$salt]$hash</c>, the PHC string format without its optional version.</summary>
/// <remarks>Strict: what two readers could understand differently is refused.</remarks>
internal readonly ref struct PhcString
{
    /// <summary>The longest stored string that is looked at.</summary>
    public const int MaxLength = 512;

    private const int MostFields = 4;

    private PhcString(ReadOnlySpan<char> algorithm, ReadOnlySpan<char> first, ReadOnlySpan<char> second, ReadOnlySpan<char> third, int count)
    {
        Algorithm = algorithm;
        First = first;
        Second = second;
        Third = third;
        FieldCount = count;
    }

    public ReadOnlySpan<char> Algorithm { get; }

    public ReadOnlySpan<char> First { get; }

    public ReadOnlySpan<char> Second { get; }

    public ReadOnlySpan<char> Third { get; }

    /// <summary>How many fields follow the algorithm.</summary>
    public int FieldCount { get; }

    /// <summary>The text between the first two dollar signs, which every self-describing format has; empty where there is none. Versions and types that one hasher reads have its name.</summary>
    public static ReadOnlySpan<char> AlgorithmOf(string? stored)
    {
        if (stored is null || stored.Length is 0 or > MaxLength || stored[0] != '$')
        {
            return default;
        }

        var end = stored.AsSpan(1).IndexOf('$');
        return end < 0 ? default : HasherOf(stored.AsSpan(1, end));
    }

    public static bool TryParse(string? stored, out PhcString parsed)
    {
        parsed = default;
        if (AlgorithmOf(stored).IsEmpty)
        {
            return false;
        }

        Span<Range> ranges = stackalloc Range[MostFields + 1];
        var body = stored!.AsSpan(1);
        var count = body.Split(ranges, '$');
        if (count is < 2 or > MostFields)
        {
            return false;
        }

        parsed = new PhcString(
            body[ranges[0]],
            body[ranges[1]],
            count > 2 ? body[ranges[2]] : default,
            count > 3 ? body[ranges[3]] : default,
            count - 1);
        return true;
    }

    private static ReadOnlySpan<char> HasherOf(ReadOnlySpan<char> name) => name switch
    {
        "2a" or "2b" or "2y" => BcryptApiKeyHasher.Name,
        "argon2d" or "argon2i" => Argon2ApiKeyHasher.Name,
        _ => name,
    };

    /// <summary>Reads <c>name=123</c>: decimal without sign, space or leading zero.</summary>
    public static bool TryParseNumber(ReadOnlySpan<char> field, ReadOnlySpan<char> name, out int value)
    {
        value = 0;
        return TryParseText(field, name, out var text)
            && text.Length is > 0 and <= 10
            && !text.ContainsAnyExceptInRange('0', '9')
            && text[0] != '0'
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>Reads <c>name=text</c>.</summary>
    public static bool TryParseText(ReadOnlySpan<char> field, ReadOnlySpan<char> name, out ReadOnlySpan<char> text)
    {
        text = default;
        if (field.Length <= name.Length || !field.StartsWith(name, StringComparison.Ordinal) || field[name.Length] != '=')
        {
            return false;
        }

        text = field[(name.Length + 1)..];
        return true;
    }
}
