using Microsoft.Extensions.Options;

namespace ApiKeys.Format;

/// <summary>Knows this host's keys by their text: tells whether a text is shaped like one, and what a key looks like.</summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class ApiKeyFormat : IDisposable
{
    private readonly KeyShape[] _shapes;
    private readonly KeyShape[] _issued;
    private readonly LookupDigest _digest;
    private readonly HintMaker _hints;

    /// <summary>Prepares the shapes that the options describe.</summary>
    /// <param name="options">The host's templates and environments, validated at start.</param>
    public ApiKeyFormat(IOptions<ApiKeyFormatOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _shapes = [.. ShapesOf(options.Value)];
        _issued = [.. ShapesOf(options.Value.Template, options.Value.Environments)];
        _digest = new LookupDigest(options.Value.LookupKey);
        _hints = new HintMaker(options.Value.DisplayPrefixLength, options.Value.DisplayLastLength);
        MaxLength = _shapes.Max(shape => shape.MaxLength);
        Prefixes = [.. _shapes.Select(shape => shape.Prefix).Distinct(StringComparer.Ordinal)];
        ScannerPattern = $@"\b(?:{string.Join('|', _shapes.Select(shape => shape.Pattern).Distinct(StringComparer.Ordinal))})\b";
    }

    /// <summary>The length of the longest key, in characters. Longer texts are refused before they are looked at.</summary>
    public int MaxLength { get; }

    /// <summary>What keys begin with, environment included: <c>sk_live_</c>, <c>sk_test_</c>. The first is that of new keys of the first environment.</summary>
    public IReadOnlyList<string> Prefixes { get; }

    /// <summary>A regular expression for secret scanners that matches each key.</summary>
    public string ScannerPattern { get; }

    /// <summary>Every shape that is read, the one that is issued first.</summary>
    internal IReadOnlyList<KeyShape> Shapes => _shapes;

    /// <summary>Whether a text begins like one of this host's keys.</summary>
    /// <param name="text">The presented text.</param>
    public bool HasKnownPrefix(ReadOnlySpan<char> text)
    {
        foreach (var shape in _shapes)
        {
            if (text.StartsWith(shape.Prefix, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads a presented text without asking any store.</summary>
    /// <param name="text">The presented text.</param>
    /// <param name="key">The parts of the text, where it is shaped like a key.</param>
    /// <returns><see langword="null"/> where it is, or why it is not.</returns>
    public ApiKeyFailureReason? TryParse(ReadOnlySpan<char> text, out ParsedApiKey key)
    {
        key = default;
        var failure = ApiKeyFailureReason.UnknownPrefix;
        foreach (var shape in _shapes)
        {
            if (!text.StartsWith(shape.Prefix, StringComparison.Ordinal))
            {
                continue;
            }

            if (shape.TryRead(text, out var publicId) is not { } reason)
            {
                key = new ParsedApiKey(text, publicId, shape.Environment);
                return null;
            }

            failure = reason;
        }

        return failure;
    }

    /// <summary>What the store finds a key by: its public id, or a digest of its text where the shape has no id.</summary>
    /// <param name="key">A text that was read by <see cref="TryParse"/>.</param>
    public string GetLookupId(in ParsedApiKey key) => key.PublicId.IsEmpty ? _digest.Of(key.Text) : key.PublicId.ToString();

    /// <summary>The lookup id of an imported key, derived from another system's digest of its text, which it does not show.</summary>
    internal string GetImportedLookupId(string kind, ReadOnlySpan<byte> digest) => kind + _digest.OfForeign(digest);

    /// <summary>The shape that a hint of a text goes by: of those without a public id the one with the longest prefix; null where there is none.</summary>
    internal KeyShape? HintShapeOf(ReadOnlySpan<char> text)
    {
        KeyShape? longest = null;
        foreach (var shape in _shapes)
        {
            if (shape.PublicId is null && text.StartsWith(shape.Prefix, StringComparison.Ordinal) && !(longest?.Prefix.Length >= shape.Prefix.Length))
            {
                longest = shape;
            }
        }

        return longest;
    }

    /// <summary>Makes a key's text from fresh random characters.</summary>
    /// <param name="environment">The environment's name; <see langword="null"/> where the template names none.</param>
    /// <exception cref="ArgumentException">The template needs an environment, and this one is not configured.</exception>
    internal GeneratedKey Generate(string? environment)
    {
        var shape = Array.Find(_issued, s => s.Environment is null || s.Environment.Name == environment)
            ?? throw new ArgumentException($"The environment '{environment}' is not configured.", nameof(environment));
        var text = KeyGenerator.Generate(shape);
        shape.TryRead(text, out var publicId);
        return new GeneratedKey(text, GetLookupId(new ParsedApiKey(text, publicId, shape.Environment)), _hints.Of(shape, text));
    }

    /// <summary>Lets go of the digest's native state.</summary>
    public void Dispose() => _digest.Dispose();

    /// <summary>A shape whose keys are read as another's, so that they would be looked for by a wrong id; null where there is none.</summary>
    internal KeyShape? FindAmbiguity()
    {
        const int Samples = 16;
        return _shapes.FirstOrDefault(shape => Enumerable.Range(0, Samples).Any(_ => IsMisread(shape, KeyGenerator.Generate(shape))));
    }

    private bool IsMisread(KeyShape shape, string text)
    {
        shape.TryRead(text, out var publicId);
        return TryParse(text, out var parsed) is null && !parsed.PublicId.SequenceEqual(publicId);
    }

    /// <summary>All shapes of a set of options; the one that is issued first.</summary>
    internal static IEnumerable<KeyShape> ShapesOf(ApiKeyFormatOptions options) =>
        options.AcceptedTemplates.Prepend(options.Template).SelectMany(template => ShapesOf(template, options.Environments));

    internal static IEnumerable<KeyShape> ShapesOf(KeyTemplate template, IEnumerable<KeyEnvironment> environments) =>
        template.Find(KeySegmentKind.Environment) is null
            ? [new KeyShape(template, environment: null)]
            : environments.Select(environment => new KeyShape(template, environment));
}
