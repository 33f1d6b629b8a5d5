using System.Buffers;

namespace ApiKeys.Format;

/// <summary>The characters that a random segment is drawn from.</summary>
internal sealed class KeyAlphabet
{
    private readonly SearchValues<char> _values;

    private KeyAlphabet(string name, string characters)
    {
        Name = name;
        Characters = characters;
        _values = SearchValues.Create(characters);
    }

    /// <summary>Digits, upper and lower case: the default.</summary>
    public static KeyAlphabet Base62 { get; } = new("base62", "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Digits and lower case (CONTRACT S-15).</summary>
    public static KeyAlphabet Base36 { get; } = new("base36", "0123456789abcdefghijklmnopqrstuvwxyz");

    public string Name { get; }

    public string Characters { get; }

    public double BitsPerCharacter => Math.Log2(Characters.Length);

    /// <summary>The alphabet as a character class of a regular expression.</summary>
    public string Pattern => this == Base36 ? "[0-9a-z]" : "[0-9A-Za-z]";

    public bool Covers(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(_values);

    public static KeyAlphabet? Find(string name) => name switch
    {
        "base62" => Base62,
        "base36" => Base36,
        _ => null,
    };
}
