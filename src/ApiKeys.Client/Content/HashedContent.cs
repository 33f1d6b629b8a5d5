using System.Security.Cryptography;

namespace ApiKeys.Client.Content;

/// <summary>What is sent, any number of times, and its hash.</summary>
internal sealed class HashedContent : IDisposable
{
    private static readonly HashedContent None = new(null, SHA256.HashData([]), null);

    private readonly HttpContent? _spooled;

    private HashedContent(HttpContent? content, byte[] hash, HttpContent? spooled)
    {
        Content = content;
        Hash = hash;
        _spooled = spooled;
    }

    /// <summary>The content to send: the one that was read, or one of the same bytes and headers.</summary>
    public HttpContent? Content { get; }

    /// <summary>The SHA-256 of its bytes; of nothing where there is no content.</summary>
    public ReadOnlyMemory<byte> Hash { get; }

    /// <summary>Writes a content through a hash: where its bytes are fixed to nowhere, otherwise to where they are kept for sending.</summary>
    public static async ValueTask<HashedContent> ReadAsync(HttpContent? content, CancellationToken cancellationToken)
    {
        if (content is null)
        {
            return None;
        }

        if (Repeatable.HasFixedBytes(content))
        {
            return new HashedContent(content, await WriteAsync(content, Stream.Null, cancellationToken).ConfigureAwait(false), null);
        }

        using var spool = new SpoolStream();
        var hash = await WriteAsync(content, spool, cancellationToken).ConfigureAwait(false);
        var spooled = WithHeadersOf(content, spool.Take());
        return new HashedContent(spooled, hash, spooled);
    }

    public void Dispose() => _spooled?.Dispose();

    private static async Task<byte[]> WriteAsync(HttpContent content, Stream destination, CancellationToken cancellationToken)
    {
        using var hashing = new HashingStream(destination);
        await content.CopyToAsync(hashing, cancellationToken).ConfigureAwait(false);
        return hashing.Hash();
    }

    // The platform knows StreamContent for one that is never still being sent when the response is there, so it can be disposed of then.
    private static StreamContent WithHeadersOf(HttpContent content, Stream bytes)
    {
        var spooled = new StreamContent(bytes);
        foreach (var header in content.Headers.NonValidated)
        {
            spooled.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        spooled.Headers.ContentLength = bytes.Length;
        return spooled;
    }
}
