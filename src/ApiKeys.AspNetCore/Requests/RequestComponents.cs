using ApiKeys.Signing.HttpMessages;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Requests;

/// <summary>What a message signature can cover of a request, as it stood on the wire (RFC 9421 sections 2.1 and 2.2).</summary>
internal sealed class RequestComponents(HttpRequest request, string target) : IMessageComponents
{
    public string? Find(string name) => name switch
    {
        "@method" => request.Method,
        "@scheme" => Scheme,
        "@authority" => Authority(),
        "@target-uri" => $"{Scheme}://{Authority()}{target}",
        "@request-target" => target,
        "@path" => PathOf(target),
        "@query" => target.IndexOf('?', StringComparison.Ordinal) is var at and >= 0 ? target[at..] : "?",
        _ => Field(name),
    };

    private string Scheme => request.Scheme.ToLowerInvariant();

    private static string PathOf(string target)
    {
        var end = target.IndexOf('?', StringComparison.Ordinal);
        var path = end < 0 ? target : target[..end];
        return path.Length == 0 ? "/" : path;
    }

    private string Authority()
    {
        var host = request.Host.Value?.ToLowerInvariant() ?? "";
        var ownPort = Scheme == "https" ? ":443" : ":80";
        return host.EndsWith(ownPort, StringComparison.Ordinal) ? host[..^ownPort.Length] : host;
    }

    private string? Field(string name)
    {
        var lines = request.Headers[name];
        return lines.Count == 0 ? null : string.Join(", ", lines.Select(line => line?.Trim(' ', '\t')));
    }
}
