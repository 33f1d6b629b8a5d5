namespace ApiKeys.Client.Signing;

/// <summary>A way to sign requests.</summary>
/// <threadsafety>Implementations are called concurrently.</threadsafety>
internal interface IRequestSigner
{
    /// <summary>Signs a request by its headers, in the place of an earlier signature.</summary>
    /// <param name="request">The request, with the content that will be sent.</param>
    /// <param name="bodyHash">SHA-256 of the content.</param>
    /// <param name="now">The time at the server, as far as it is known.</param>
    /// <returns><see langword="false"/>: every signature that the server would accept now was sent already; the next second has another one.</returns>
    bool TrySign(HttpRequestMessage request, ReadOnlySpan<byte> bodyHash, DateTimeOffset now);

    /// <summary>Takes the signature off.</summary>
    void Unsign(HttpRequestMessage request);
}
