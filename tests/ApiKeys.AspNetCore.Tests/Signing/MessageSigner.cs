using System.Security.Cryptography;
using System.Text;

namespace ApiKeys.AspNetCore.Tests.Signing;

/// <summary>Signs by RFC 9421 with nothing of the library: the base is put together by hand.</summary>
internal sealed class MessageSigner(SignedKey key, long created)
{
    public string Method { get; set; } = "GET";

    public string Path { get; set; } = "/me";

    public string Query { get; set; } = "?";

    public string Authority { get; set; } = "localhost";

    public string? Digest { get; set; }

    public string Components { get; set; } = "\"@method\" \"@authority\" \"@path\" \"@query\"";

    public string? Parameters { get; set; }

    public string Label { get; set; } = "sig";

    public byte[]? Signature { get; private set; }

    /// <summary>The header lines.</summary>
    public string[] Sign()
    {
        var parameters = $"({Components}){Parameters ?? $";created={created};keyid=\"{key.ApiKey}\""}";
        var lines = Components.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => $"{name}: {ValueOf(name.Trim('"'))}");
        var signatureBase = string.Join('\n', [.. lines, $"\"@signature-params\": {parameters}"]);
        Signature = HMACSHA256.HashData(Encoding.ASCII.GetBytes(key.Secret), Encoding.UTF8.GetBytes(signatureBase));
        string[] headers = [$"Signature-Input: {Label}={parameters}", $"Signature: {Label}=:{Convert.ToBase64String(Signature)}:"];
        return Digest is null ? headers : [.. headers, $"Content-Digest: {Digest}"];
    }

    public static string DigestOf(string body) => $"sha-256=:{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(body)))}:";

    private string? ValueOf(string name) => name switch
    {
        "@method" => Method,
        "@authority" => Authority,
        "@path" => Path,
        "@query" => Query,
        "@request-target" => Query == "?" ? Path : Path + Query,
        "@target-uri" => $"http://{Authority}{Path}{(Query == "?" ? "" : Query)}",
        "@scheme" => "http",
        "content-digest" => Digest,
        "x-one" => "a, b",
        _ => "x",
    };
}
