using System.Globalization;
using ApiKeys.AspNetCore.Responses;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Endpoints.Wire;

/// <summary>Reads query parameters and collects everything that is wrong with them. Those that nobody asks for are passed over.</summary>
internal sealed class QueryReader(IQueryCollection query)
{
    private const int Longest = 512;
    private readonly List<ApiKeyRefusalDetail> _errors = [];

    public IReadOnlyList<ApiKeyRefusalDetail> Errors => _errors;

    /// <summary>A text; null where it is left out.</summary>
    public string? Text(string name)
    {
        var values = query[name];
        if (values.Count > 1)
        {
            Refuse(name, "It is there twice.");
            return null;
        }

        if (values.Count == 0 || values[0] is not { } text)
        {
            return null;
        }

        if (text.Length is > 0 and <= Longest && !text.Any(char.IsControl) && IsWhole(text))
        {
            return text;
        }

        Refuse(name, text.Length == 0 ? "It is empty." : "It is too long or holds a control character.");
        return null;
    }

    /// <summary>A whole number in digits; null where it is left out.</summary>
    public int? Integer(string name, int min, int max)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
        {
            return number;
        }

        Refuse(name, $"It is a whole number from {min} to {max}.");
        return null;
    }

    /// <summary>An instant; null where it is left out.</summary>
    public DateTimeOffset? Instant(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (InstantText.TryRead(text, out var instant))
        {
            return instant;
        }

        Refuse(name, "It is an instant with an offset, such as 2030-01-31T00:00:00Z (RFC 3339); a plus sign is written %2B.");
        return null;
    }

    /// <summary>One of a few words; null where it is left out.</summary>
    public string? Word(string name, params string[] words)
    {
        var text = Text(name);
        if (text is null || words.Contains(text))
        {
            return text;
        }

        Refuse(name, $"It is one of {string.Join(", ", words)}.");
        return null;
    }

    public void Refuse(string field, string message) => _errors.Add(new ApiKeyRefusalDetail(field, message));

    // No database takes half a character.
    private static bool IsWhole(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[++i])))
            {
                return false;
            }
        }

        return true;
    }
}
