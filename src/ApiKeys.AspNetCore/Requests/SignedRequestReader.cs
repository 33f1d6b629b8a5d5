using ApiKeys.Signing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace ApiKeys.AspNetCore.Requests;

/// <summary>The <c>Authorization</c> header of a signed request to what was signed, as it stood on the wire.</summary>
internal sealed class SignedRequestReader(IOptions<ApiKeySignedRequestOptions> options)
{
    private readonly ApiKeySignedRequestOptions _options = options.Value;

    /// <summary>The request; null where the credential is none.</summary>
    public SignedRequest? Read(HttpRequest request, ReadOnlySpan<char> credential) =>
        P2sSignedRequest.TryParse(credential, request.Method, TargetOf(request), out var signed) ? signed : null;

    /// <summary>What the client has to have signed as the path. The decoded path would be the same for two targets (<c>%2F</c> and <c>%252F</c>).</summary>
    public string TargetOf(HttpRequest request)
    {
        var target = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        var query = target.IndexOf('?', StringComparison.Ordinal);
        return _options.TargetPrefix + (query >= 0 && _options.Target == ApiKeySignedTarget.PathIgnoringQuery ? target[..query] : target);
    }

    /// <summary>Whether the request has a query where none is signed.</summary>
    public bool HasUnsignedQuery(HttpRequest request) =>
        _options.Target == ApiKeySignedTarget.PathOnly && request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget.Contains('?', StringComparison.Ordinal) is true;

    public RequestBody BodyOf(HttpRequest request) => new(request, _options);
}
