using System.Globalization;

namespace ApiKeys.AspNetCore.Endpoints.Wire;

/// <summary>Instants and dates as text. An instant without an offset is none: nobody could tell which hour is meant.</summary>
internal static class InstantText
{
    private const string Written = "yyyy-MM-ddTHH:mm:ss.fffZ";
    private const int FewestCharacters = 20;
    private const int MostCharacters = 33;
    private static readonly string[] Read = ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"];

    /// <summary>In UTC, with three decimals (CONTRACT S-7).</summary>
    public static string Write(DateTimeOffset instant) => instant.UtcDateTime.ToString(Written, CultureInfo.InvariantCulture);

    public static string? Write(DateTimeOffset? instant) => instant is { } value ? Write(value) : null;

    /// <summary>Reads RFC 3339 section 5.6, with capital letters.</summary>
    public static bool TryRead(string text, out DateTimeOffset instant)
    {
        instant = default;
        return text.Length is >= FewestCharacters and <= MostCharacters
            && HasOffset(text)
            && DateTimeOffset.TryParseExact(text, Read, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant);
    }

    public static bool TryReadDate(string text, out DateOnly date) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    // The platform takes +2 and +0200 as well.
    private static bool HasOffset(string text) => text[^1] == 'Z' || (text[^6] is '+' or '-' && text[^3] == ':' && text[^7] is >= '0' and <= '9');
}
