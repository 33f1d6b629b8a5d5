using ApiKeys.Format;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace ApiKeys.AspNetCore.Requests;

/// <summary>A request's headers to at most one credential. Two are refused: which of them a proxy looked at cannot be known.</summary>
internal sealed class ApiKeyCredentialReader(ApiKeyFormat format)
{
    private const string BearerScheme = "Bearer";

    public ApiKeyCredential Read(HttpRequest request, ApiKeyTransports transports, string headerName)
    {
        var bearer = transports.HasFlag(ApiKeyTransports.Bearer) ? ReadBearer(request.Headers.Authorization) : default;
        var header = transports.HasFlag(ApiKeyTransports.Header) ? ReadHeader(request.Headers[headerName]) : default;
        if (header.Kind == ApiKeyCredentialKind.None)
        {
            return bearer;
        }

        // A foreign bearer beside our header may belong to another scheme of the host; a second key may not.
        return bearer.Kind is ApiKeyCredentialKind.None or ApiKeyCredentialKind.OtherScheme or ApiKeyCredentialKind.ForeignBearer
            ? header
            : new ApiKeyCredential(ApiKeyCredentialKind.Several);
    }


    private ApiKeyCredential ReadBearer(StringValues values)
    {
        if (values.Count != 1)
        {
            return new ApiKeyCredential(values.Count == 0 ? ApiKeyCredentialKind.None : ApiKeyCredentialKind.Several);
        }

        var value = values[0].AsSpan().Trim(' ');
        var end = value.IndexOf(' ');
        var scheme = end < 0 ? value : value[..end];
        if (!scheme.Equals(BearerScheme, StringComparison.OrdinalIgnoreCase))
        {
            return new ApiKeyCredential(scheme.IsEmpty ? ApiKeyCredentialKind.Malformed : ApiKeyCredentialKind.OtherScheme);
        }

        return Judge(end < 0 ? default : value[end..].TrimStart(' '), ApiKeyCredentialKind.ForeignBearer);
    }

    private ApiKeyCredential ReadHeader(StringValues values) => values.Count switch
    {
        0 => default,
        1 => Judge(values[0].AsSpan().Trim(' '), ApiKeyCredentialKind.Key),
        _ => new ApiKeyCredential(ApiKeyCredentialKind.Several),
    };

    // A text without the host's prefix may be another bearer scheme's token; in our own header it can only be a wrong key.
    private ApiKeyCredential Judge(ReadOnlySpan<char> text, ApiKeyCredentialKind withoutPrefix)
    {
        if (text.IsEmpty || text.ContainsAnyExceptInRange('!', '~') || text.Contains(','))
        {
            return new ApiKeyCredential(ApiKeyCredentialKind.Malformed);
        }

        // One character more than the longest key is enough to be refused; the rest need not be copied.
        return format.HasKnownPrefix(text) || withoutPrefix == ApiKeyCredentialKind.Key
            ? new ApiKeyCredential(ApiKeyCredentialKind.Key, text[..Math.Min(text.Length, format.MaxLength + 1)].ToString())
            : new ApiKeyCredential(withoutPrefix);
    }
}
