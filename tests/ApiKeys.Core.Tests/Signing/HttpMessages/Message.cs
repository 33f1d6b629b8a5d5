using ApiKeys.Signing.HttpMessages;

namespace ApiKeys.Core.Tests.Signing.HttpMessages;

/// <summary>A request as a table of its components.</summary>
internal sealed class Message : IMessageComponents
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>The request of RFC 9421 appendix B.2, with every component that can be covered.</summary>
    public static Message Rfc9421() => new Message()
        .With("@method", "POST")
        .With("@target-uri", "https://example.com/foo?param=Value&Pet=dog")
        .With("@authority", "example.com")
        .With("@scheme", "https")
        .With("@request-target", "/foo?param=Value&Pet=dog")
        .With("@path", "/foo")
        .With("@query", "?param=Value&Pet=dog")
        .With("date", "Tue, 20 Apr 2021 02:07:55 GMT")
        .With("content-type", "application/json")
        .With("content-length", "18");

    public IReadOnlyList<string> Names => [.. _values.Keys];

    public string this[string name] => _values[name];

    public Message With(string name, string value)
    {
        _values[name] = value;
        return this;
    }

    public Message Without(string name)
    {
        _values.Remove(name);
        return this;
    }

    public string? Find(string name) => _values.GetValueOrDefault(name);
}
