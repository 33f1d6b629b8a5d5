using ApiKeys.AspNetCore.Admission;
using ApiKeys.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ApiKeys.AspNetCore.Hosting;

/// <summary>Looks at the finished pipeline before the server listens, and stops the start where keys would not do what the host's code says.</summary>
internal sealed class StartupDoctor(
    IAuthorizationMiddlewareResultHandler resultHandler,
    IAuthenticationSchemeProvider schemes,
    IOptions<AuthorizationOptions> authorization,
    IOptions<ApiKeyStartupOptions> startup,
    EndpointDoctor endpoints)
{
    public void Examine(IApplicationBuilder app)
    {
        var all = app.ApplicationServices.GetService<EndpointDataSource>()?.Endpoints ?? [];
        Complain(ResultHandlerError());
        Complain(startup.Value.CheckPipeline ? PipelineOrder.Error(app.Properties, all) : null);
        foreach (var endpoint in all)
        {
            Complain(endpoints.Error(endpoint, SchemeExists));
            Complain(endpoint.Metadata.GetMetadata<FastLaneMetadata>() is null ? null : FastLaneError(endpoint));
        }

        endpoints.Warn(all);
    }

    private static void Complain(string? error)
    {
        if (error is not null)
        {
            throw new InvalidOperationException(error);
        }
    }

    private string? ResultHandlerError() => resultHandler is AdmittingResultHandler
        ? null
        : $"{resultHandler.GetType()} was registered as IAuthorizationMiddlewareResultHandler after AddApiKey(), so no request would be counted against its key's limits. Register it before AddApiKey(); it is then called by the library.";

    private string? FastLaneError(Endpoint endpoint)
    {
        if (endpoint.Metadata.Any(metadata => metadata is IAuthorizeData or AuthorizationPolicy or IAllowAnonymous))
        {
            return $"The endpoint {endpoint.DisplayName} has RequireApiKey() and other authorization metadata. Use RequireScopes() in the place of RequireApiKey(), or remove the other.";
        }

        return authorization.Value.FallbackPolicy is null
            ? null
            : $"The endpoint {endpoint.DisplayName} has RequireApiKey(), and the host has a fallback policy that would judge it before. Use RequireScopes() in the place of RequireApiKey().";
    }

    private bool SchemeExists(string name) => schemes.GetSchemeAsync(name).GetAwaiter().GetResult() is not null;
}
