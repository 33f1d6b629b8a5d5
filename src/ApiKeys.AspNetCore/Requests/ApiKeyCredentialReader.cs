using ApiKeys.Format;
using ApiKeys.Signing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace ApiKeys.AspNetCore.Requests;

/// <summary>A request's headers to at most one credential. Two are refused: which of them a proxy looked at cannot be known.</summary>
internal sealed class ApiKeyCredentialReader(ApiKeyFormat format, SignedRequestReader signatures)
{
    private const string BearerScheme = "Bearer";
    private const string BearerStart = "Bearer ";

    public ApiKeyCredential Read(HttpRequest request, ApiKeyTransports transports, string headerName)
    {
        var authorization = (transports & (ApiKeyTransports.Bearer | ApiKeyTransports.Signature)) != 0 ? ReadAuthorization(request, transports) : default;
        var header = transports.HasFlag(ApiKeyTransports.Header) ? ReadHeader(request.Headers[headerName]) : default;
        var message = transports.HasFlag(ApiKeyTransports.MessageSignature) ? signatures.ReadMessage(request) : default;
        return Join(Join(authorization, header), message);
    }

    // Another scheme's credential beside ours may be meant for somebody else; a second one of ours may not.
    private static ApiKeyCredential Join(in ApiKeyCredential one, in ApiKeyCredential other)
    {
        if (other.Kind is ApiKeyCredentialKind.None or ApiKeyCredentialKind.OtherScheme)
        {
            return one.Kind == ApiKeyCredentialKind.None ? other : one;
        }

        return one.Kind is ApiKeyCredentialKind.None or ApiKeyCredentialKind.OtherScheme or ApiKeyCredentialKind.ForeignBearer
            ? other
            : new ApiKeyCredential(ApiKeyCredentialKind.Several);
    }

    private ApiKeyCredential ReadAuthorization(HttpRequest request, ApiKeyTransports transports)
    {
        var values = request.Headers.Authorization;
        if (values.Count != 1)
        {
            return new ApiKeyCredential(values.Count == 0 ? ApiKeyCredentialKind.None : ApiKeyCredentialKind.Several);
        }

        // What nearly every client writes.
        var only = values[0].AsSpan();
        if (transports.HasFlag(ApiKeyTransports.Bearer) && only.StartsWith(BearerStart, StringComparison.Ordinal) && only.Length > BearerStart.Length && only[BearerStart.Length] != ' ' && only[^1] != ' ')
        {
            return Judge(values[0]!, only[BearerStart.Length..], ApiKeyCredentialKind.ForeignBearer);
        }

        var value = only.Trim(' ');
        var end = value.IndexOf(' ');
        var scheme = end < 0 ? value : value[..end];
        var credential = end < 0 ? default : value[end..].TrimStart(' ');
        if (transports.HasFlag(ApiKeyTransports.Signature) && scheme.Equals(P2sSignV1.AuthenticationScheme, StringComparison.OrdinalIgnoreCase))
        {
            return signatures.Read(request, credential) is { } signed
                ? new ApiKeyCredential(ApiKeyCredentialKind.Signature) { Signed = signed }
                : new ApiKeyCredential(ApiKeyCredentialKind.MalformedSignature);
        }

        if (!transports.HasFlag(ApiKeyTransports.Bearer) || !scheme.Equals(BearerScheme, StringComparison.OrdinalIgnoreCase))
        {
            return new ApiKeyCredential(scheme.IsEmpty ? ApiKeyCredentialKind.Malformed : ApiKeyCredentialKind.OtherScheme);
        }

        return Judge(values[0]!, credential, ApiKeyCredentialKind.ForeignBearer);
    }

    private ApiKeyCredential ReadHeader(StringValues values) => values.Count switch
    {
        0 => default,
        1 => Judge(values[0] ?? "", values[0].AsSpan().Trim(' '), ApiKeyCredentialKind.Key),
        _ => new ApiKeyCredential(ApiKeyCredentialKind.Several),
    };

    // A text without the host's prefix may be another bearer scheme's token; in our own header it can only be a wrong key.
    private ApiKeyCredential Judge(string header, ReadOnlySpan<char> text, ApiKeyCredentialKind withoutPrefix)
    {
        if (text.IsEmpty || text.ContainsAnyExceptInRange('!', '~') || text.Contains(','))
        {
            return new ApiKeyCredential(ApiKeyCredentialKind.Malformed);
        }

        if (!format.HasKnownPrefix(text) && withoutPrefix != ApiKeyCredentialKind.Key)
        {
            return new ApiKeyCredential(withoutPrefix);
        }

        // One character more than the longest key is enough to be refused. Spaces alone may follow the text.
        var start = header.AsSpan().TrimEnd(' ').Length - text.Length;
        return new ApiKeyCredential(ApiKeyCredentialKind.Key, header.AsMemory(start, Math.Min(text.Length, format.MaxLength + 1)));
    }
}
