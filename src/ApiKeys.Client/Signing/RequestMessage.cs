using ApiKeys.Signing.HttpMessages;

namespace ApiKeys.Client.Signing;

/// <summary>What is signed of a request as HttpClient sends it (RFC 9421 section 2.2).</summary>
internal sealed class RequestMessage(HttpRequestMessage request, string pathPrefix, string? contentDigest) : IMessageComponents
{
    public const string ContentDigest = "content-digest";

    private readonly Uri _uri = request.RequestUri!;

    public string? Find(string name) => name switch
    {
        "@method" => HttpMethod.Parse(request.Method.Method).Method,
        "@authority" => Authority(),
        "@path" => pathPrefix + Split().Path,
        "@query" => Split().Query,
        ContentDigest => contentDigest,
        _ => null,
    };

    // A host that the caller names outweighs that of the address, as it does on the wire.
    private string Authority()
    {
        var host = (request.Headers.Host ?? (_uri.IsDefaultPort ? _uri.IdnHost : $"{_uri.IdnHost}:{_uri.Port}")).ToLowerInvariant();
        var ownPort = _uri.Scheme == Uri.UriSchemeHttps ? ":443" : ":80";
        return host.EndsWith(ownPort, StringComparison.Ordinal) ? host[..^ownPort.Length] : host;
    }

    private (string Path, string Query) Split()
    {
        var target = _uri.PathAndQuery;
        var query = target.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? (target, "?") : (target[..query], target[query..]);
    }
}
