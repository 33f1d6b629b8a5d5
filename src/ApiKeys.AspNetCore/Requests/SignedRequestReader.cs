using ApiKeys.Format;
using ApiKeys.Signing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace ApiKeys.AspNetCore.Requests;

/// <summary>The headers of a signed request to what was signed, as it stood on the wire.</summary>
internal sealed class SignedRequestReader(ApiKeyFormat format, IOptions<ApiKeySignedRequestOptions> options)
{
    private readonly ApiKeySignedRequestOptions _options = options.Value;

    /// <summary>The request; null where the credential is none.</summary>
    public SignedRequest? Read(HttpRequest request, ReadOnlySpan<char> credential) =>
        P2sSignedRequest.TryParse(credential, request.Method, TargetOf(request), out var signed) ? signed : null;

    /// <summary>The message signature of a request, by a key of this host.</summary>
    public ApiKeyCredential ReadMessage(HttpRequest request)
    {
        var (input, signature) = (request.Headers["Signature-Input"], request.Headers["Signature"]);
        if (input.Count == 0 && signature.Count == 0)
        {
            return default;
        }

        var message = new RequestComponents(request, _options.TargetPrefix + RawTargetOf(request));
        var isGood = HttpMessageSignedRequest.TryParse(input.Count == 0 ? "" : string.Join(", ", input!), string.Join(", ", signature!), message, keyId => format.HasKnownPrefix(keyId), _options.MessageSignatures, out var signed, out var error);
        if (!isGood)
        {
            return new ApiKeyCredential(ApiKeyCredentialKind.MalformedSignature) { Complaint = error };
        }

        return signed is null ? new ApiKeyCredential(ApiKeyCredentialKind.OtherScheme) : new ApiKeyCredential(ApiKeyCredentialKind.Signature) { Signed = signed };
    }

    /// <summary>What the client has to have signed as the path. The decoded path would be the same for two targets (<c>%2F</c> and <c>%252F</c>).</summary>
    public string TargetOf(HttpRequest request)
    {
        var target = RawTargetOf(request);
        var query = target.IndexOf('?', StringComparison.Ordinal);
        return _options.TargetPrefix + (query >= 0 && _options.Target == ApiKeySignedTarget.PathIgnoringQuery ? target[..query] : target);
    }

    /// <summary>Whether the request has a query where none is signed.</summary>
    public bool HasUnsignedQuery(HttpRequest request) =>
        _options.Target == ApiKeySignedTarget.PathOnly && RawTargetOf(request).Contains('?', StringComparison.Ordinal);

    public RequestBody BodyOf(HttpRequest request) => new(request, _options);

    private static string RawTargetOf(HttpRequest request) => request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
}
