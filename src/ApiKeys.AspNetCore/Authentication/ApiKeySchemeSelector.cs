using ApiKeys.AspNetCore.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace ApiKeys.AspNetCore.Authentication;

/// <summary>Requests with something like a key go to the key's scheme, all others to another one.</summary>
internal sealed class ApiKeySchemeSelector(ApiKeyCredentialReader reader, IOptionsMonitor<ApiKeyAuthenticationOptions> options)
{
    public string Select(HttpContext context, string otherScheme)
    {
        var scheme = options.Get(ApiKeyDefaults.AuthenticationScheme);
        var kind = reader.Read(context.Request, scheme.Transports, scheme.HeaderName).Kind;
        return kind is ApiKeyCredentialKind.Key or ApiKeyCredentialKind.Several or ApiKeyCredentialKind.Signature or ApiKeyCredentialKind.MalformedSignature
            ? ApiKeyDefaults.AuthenticationScheme
            : otherScheme;
    }
}
