using ApiKeys.AspNetCore.Responses;
using ApiKeys.Logs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.AspNetCore.Hosting;

/// <summary>Puts the writer of refusals, and the request log where it is on, around the whole pipeline, so that no host has to remember it, and has the finished pipeline looked at.</summary>
internal sealed class ApiKeysStartupFilter : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        if (app.ApplicationServices.GetRequiredService<ApiKeyRequestLog>().IsOn)
        {
            app.UseMiddleware<RequestLogMiddleware>();
        }

        app.UseMiddleware<RefusalBodyMiddleware>();
        next(app);
        app.ApplicationServices.GetRequiredService<StartupDoctor>().Examine(app);
    };
}
