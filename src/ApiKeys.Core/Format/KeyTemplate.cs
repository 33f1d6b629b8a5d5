using System.Diagnostics.CodeAnalysis;

namespace ApiKeys.Format;

/// <summary>The shape of a key's text, as a row of segments (CONTRACT C6).</summary>
/// <remarks>
/// Written as plain text with placeholders, for example <c>sk_{env}_{id:12}_{secret:32}{checksum}</c>:
/// <list type="bullet">
/// <item><c>{env}</c>: the label of the key's environment, before every random part;</item>
/// <item><c>{id:N}</c>: a public id of N random characters, by which the store finds the key;</item>
/// <item><c>{secret:N}</c>: N random characters; <c>{secret:N,MIN-MAX}</c> generates N and accepts MIN to MAX;</item>
/// <item><c>{checksum}</c>: six characters over everything before them, at the end.</item>
/// </list>
/// An alphabet may follow a random part: <c>{secret:32:base36}</c> draws digits and lower-case letters; the default is base62.
/// </remarks>
/// <threadsafety>Immutable.</threadsafety>
public sealed class KeyTemplate
{
    /// <summary>The longest key that any template may describe, in characters.</summary>
    public const int MaxKeyLength = 256;

    private readonly string _text;

    internal KeyTemplate(string text, IReadOnlyList<KeySegment> segments)
    {
        _text = text;
        Segments = segments;
    }

    /// <summary>SalesOS, 32 characters: <c>sk_live_</c> and lower-case letters and digits; verified by prefix, not by one length (CONTRACT S-15).</summary>
    public static KeyTemplate SalesOs { get; } = Parse("sk_{env}_{secret:32,32-128:base36}");

    /// <summary>SalesOS, the 60 characters of its management API (CONTRACT S-15).</summary>
    public static KeyTemplate SalesOsLong { get; } = Parse("sk_{env}_{secret:60,32-128:base36}");

    /// <summary>NexusERP: <c>sk_</c>, 8 characters, <c>_</c>, 32 characters (CONTRACT N-1).</summary>
    public static KeyTemplate NexusErp { get; } = Parse("sk_{id:8}_{secret:32}");

    /// <summary>The segments from left to right.</summary>
    internal IReadOnlyList<KeySegment> Segments { get; }

    /// <summary>The library's own shape: prefix, environment, public id, secret, checksum.</summary>
    /// <param name="prefix">What all keys of the service begin with, such as <c>acme</c>.</param>
    /// <exception cref="FormatException"><paramref name="prefix"/> holds other characters than letters, digits and underscores.</exception>
    public static KeyTemplate Standard(string prefix) => Parse(prefix + "_{env}_{id:12}_{secret:32}{checksum}");

    /// <summary>A prefix and a secret: for services that want nothing else in their keys.</summary>
    /// <param name="prefix">What all keys of the service begin with, such as <c>acme</c>.</param>
    /// <exception cref="FormatException"><paramref name="prefix"/> holds other characters than letters, digits and underscores.</exception>
    public static KeyTemplate Plain(string prefix) => Parse(prefix + "_{secret:43}");

    /// <summary>Reads a template that is known to be good.</summary>
    /// <param name="text">The template.</param>
    /// <exception cref="FormatException">The text is no template; the message says why.</exception>
    public static KeyTemplate Parse(string text) =>
        TryParse(text, out var template, out var error) ? template : throw new FormatException(error);

    /// <summary>Reads a template that may be wrong.</summary>
    /// <param name="text">The template.</param>
    /// <param name="template">The template, where the text is one.</param>
    /// <param name="error">What is wrong with the text.</param>
    public static bool TryParse(
        string? text,
        [NotNullWhen(true)] out KeyTemplate? template,
        [NotNullWhen(false)] out string? error)
    {
        template = null;
        if (KeyTemplateParser.TryParse(text, out var segments, out error))
        {
            template = new KeyTemplate(text!, segments);
        }

        return template is not null;
    }

    /// <summary>The template as it was written.</summary>
    public override string ToString() => _text;

    internal KeySegment? Find(KeySegmentKind kind)
    {
        foreach (var segment in Segments)
        {
            if (segment.Kind == kind)
            {
                return segment;
            }
        }

        return null;
    }
}
