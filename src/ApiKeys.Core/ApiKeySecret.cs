using System.Diagnostics;

namespace ApiKeys;

/// <summary>The text of a freshly generated key, on its way to the one place that shows it.</summary>
/// <remarks>Formatting, logging and serializing show a mask; only <see cref="Reveal"/> gives the text.</remarks>
/// <threadsafety>Immutable.</threadsafety>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class ApiKeySecret
{
    private const string Mask = "[secret]";
    private readonly string _text;

    /// <summary>Wraps a key's text.</summary>
    /// <param name="text">The whole text of the key.</param>
    /// <exception cref="ArgumentException"><paramref name="text"/> is empty.</exception>
    public ApiKeySecret(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        _text = text;
    }

    /// <summary>Gives the text, to be shown once to the person who asked for the key.</summary>
    public string Reveal() => _text;

    /// <summary>Gives a mask, never the text.</summary>
    public override string ToString() => Mask;
}
