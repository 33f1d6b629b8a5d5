using ApiKeys.AspNetCore.Responses;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace ApiKeys.AspNetCore.Hosting;

/// <summary>Puts the writer of refusals around the whole pipeline, so that no host has to remember it.</summary>
internal sealed class RefusalBodyStartupFilter : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseMiddleware<RefusalBodyMiddleware>();
        next(app);
    };
}
