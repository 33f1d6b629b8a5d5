using ApiKeys.AspNetCore.Admission;
using ApiKeys.AspNetCore.Authentication;
using ApiKeys.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ApiKeys.AspNetCore.Hosting;

/// <summary>Looks at the finished pipeline before the server listens, and stops the start where keys would not do what the host's code says.</summary>
internal sealed class StartupDoctor(
    IOptions<ApiKeyStartupOptions> startup,
    SchemeDoctor schemes,
    EndpointDoctor endpoints,
    ApiKeyAuthenticationHandler? handler = null,
    IAuthorizationMiddlewareResultHandler? resultHandler = null)
{
    /// <exception cref="InvalidOperationException">Everything that is wrong, with what to do about it.</exception>
    public void Examine(IApplicationBuilder app)
    {
        var all = app.ApplicationServices.GetService<EndpointDataSource>()?.Endpoints ?? [];
        var hasFastLane = all.Any(endpoint => endpoint.Metadata.GetMetadata<FastLaneMetadata>() is not null);
        string?[] errors =
        [
            ResultHandlerError(),
            startup.Value.CheckPipeline ? PipelineOrder.Error(app.Properties, all) : null,

            // Schemes are known without waiting for anything; the platform's interface is asynchronous for others' sake.
            schemes.FindErrorAsync(hasFastLane).GetAwaiter().GetResult(),
            .. ManagementDoctor.Errors(all),
            .. all.Select(endpoint => endpoints.Error(endpoint, name => schemes.ExistsAsync(name).GetAwaiter().GetResult())),
        ];
        if (errors.Any(error => error is not null))
        {
            throw new InvalidOperationException(string.Join(Environment.NewLine, errors.Where(error => error is not null)));
        }

        endpoints.Warn(all);
    }

    // Without a scheme, the host's authorization has nothing to do with keys.
    private string? ResultHandlerError() => handler is null || resultHandler is AdmittingResultHandler
        ? null
        : $"{resultHandler?.GetType()} was registered as IAuthorizationMiddlewareResultHandler after AddApiKey(), so no request would be counted against its key's limits. Register it before AddApiKey(); it is then called by the library.";
}
