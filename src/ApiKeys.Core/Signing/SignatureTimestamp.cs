using System.Globalization;

namespace ApiKeys.Signing;

/// <summary>Seconds since 1970 as signatures carry them: one spelling for each number, so that nothing can be signed in one way and read in another.</summary>
internal static class SignatureTimestamp
{
    private const int MostDigits = 11;

    public static bool TryParse(ReadOnlySpan<char> text, out long seconds)
    {
        seconds = 0;
        return text.Length is > 0 and <= MostDigits
            && !text.ContainsAnyExceptInRange('0', '9')
            && text[0] != '0'
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out seconds);
    }
}
