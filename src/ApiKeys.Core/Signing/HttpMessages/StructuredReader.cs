using System.Buffers;

namespace ApiKeys.Signing.HttpMessages;

/// <summary>A place in a structured field, and the first thing that was wrong with it. What it says about that repeats nothing of the field: logs may hold it.</summary>
internal ref struct StructuredReader(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;

    public int Position { get; private set; }

    public string? Error { get; private set; }

    public readonly bool IsAtEnd => Position == _text.Length;

    /// <summary>The next character; NUL, which no rule allows, at the end.</summary>
    public readonly char Next => IsAtEnd ? '\0' : _text[Position];

    public readonly ReadOnlySpan<char> Since(int start) => _text[start..Position];

    public bool Take(char expected)
    {
        if (IsAtEnd || _text[Position] != expected)
        {
            return false;
        }

        Position++;
        return true;
    }

    public ReadOnlySpan<char> TakeAll(SearchValues<char> characters)
    {
        var rest = _text[Position..];
        var length = rest.IndexOfAnyExcept(characters);
        var taken = length < 0 ? rest : rest[..length];
        Position += taken.Length;
        return taken;
    }

    public void SkipSpaces()
    {
        while (Take(' '))
        {
        }
    }

    /// <summary>OWS of RFC 9110 section 5.6.3, which stands around a dictionary's commas and nowhere else.</summary>
    public void SkipOptionalWhiteSpace()
    {
        while (Take(' ') || Take('\t'))
        {
        }
    }

    public bool Fail(string complaint)
    {
        Error ??= $"{complaint} (position {Position}).";
        return false;
    }
}
