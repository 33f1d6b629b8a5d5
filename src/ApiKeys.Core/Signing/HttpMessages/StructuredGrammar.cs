using System.Buffers;

namespace ApiKeys.Signing.HttpMessages;

/// <summary>The characters and bounds of structured fields (RFC 8941 and RFC 9651, section 3). The bounds are this library's own.</summary>
internal static class StructuredGrammar
{
    /// <summary>The longest field that is looked at, in characters, which are bytes here: anything but ASCII is refused.</summary>
    public const int MaxFieldLength = 8 * 1024;

    /// <summary>The most members of one field: labels, or algorithms of digests.</summary>
    public const int MaxMembers = 8;

    /// <summary>The most strings of one inner list: components of one signature.</summary>
    public const int MaxItems = 32;

    /// <summary>The most parameters of one item or inner list.</summary>
    public const int MaxParameters = 16;

    /// <summary>The most digits of an integer.</summary>
    public const int MaxDigits = 15;

    /// <summary>The greatest integer; the least is its negative.</summary>
    public const long MaxInteger = 999_999_999_999_999;

    private const string LowerCase = "abcdefghijklmnopqrstuvwxyz";
    private const string UpperCase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Decimal = "0123456789";

    public static readonly SearchValues<char> Digits = SearchValues.Create(Decimal);

    public static readonly SearchValues<char> KeyCharacters = SearchValues.Create(LowerCase + Decimal + "_-.*");

    public static readonly SearchValues<char> TokenCharacters = SearchValues.Create(LowerCase + UpperCase + Decimal + "!#$%&'*+-.^_`|~:/");

    public static readonly SearchValues<char> Base64Characters = SearchValues.Create(LowerCase + UpperCase + Decimal + "+/=");

    public static bool StartsKey(char first) => char.IsAsciiLetterLower(first) || first == '*';

    public static bool StartsToken(char first) => char.IsAsciiLetter(first) || first == '*';

    public static bool IsPrintable(char one) => one is >= ' ' and <= '~';

    public static bool IsKey(ReadOnlySpan<char> text) => !text.IsEmpty && StartsKey(text[0]) && !text.ContainsAnyExcept(KeyCharacters);

    public static bool IsToken(ReadOnlySpan<char> text) => !text.IsEmpty && StartsToken(text[0]) && !text.ContainsAnyExcept(TokenCharacters);

    public static bool IsText(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange(' ', '~');
}
