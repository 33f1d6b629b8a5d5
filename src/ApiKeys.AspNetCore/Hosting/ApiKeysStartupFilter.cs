using ApiKeys.AspNetCore.Responses;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.AspNetCore.Hosting;

/// <summary>Puts the writer of refusals around the whole pipeline, so that no host has to remember it, and has the finished pipeline looked at.</summary>
internal sealed class ApiKeysStartupFilter : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseMiddleware<RefusalBodyMiddleware>();
        next(app);
        app.ApplicationServices.GetRequiredService<StartupDoctor>().Examine(app);
    };
}
