using Microsoft.Extensions.Options;

namespace ApiKeys.AspNetCore.Authentication;

/// <summary>Everything that a scheme's handler works with, in one object: a handler is made for each request.</summary>
internal sealed class SchemeServices(
    IOptionsMonitor<ApiKeyAuthenticationOptions> options,
    RequestAuthenticator authenticator,
    RequestRefuser refuser,
    MisorderedPipeline misordered,
    IForbiddenExplainer explainer)
{
    public IOptionsMonitor<ApiKeyAuthenticationOptions> Options { get; } = options;

    public RequestAuthenticator Authenticator { get; } = authenticator;

    public RequestRefuser Refuser { get; } = refuser;

    public MisorderedPipeline Misordered { get; } = misordered;

    public IForbiddenExplainer Explainer { get; } = explainer;
}
