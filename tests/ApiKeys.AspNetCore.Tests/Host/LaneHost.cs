using ApiKeys.DependencyInjection;
using Microsoft.AspNetCore.Mvc.ApplicationParts;

namespace ApiKeys.AspNetCore.Tests.Host;

/// <summary>One endpoint, reached by every lane that the library has.</summary>
internal static class LaneHost
{
    /// <summary>Handler with middleware, fast lane, MVC controller, and a group.</summary>
    public static readonly string[] Lanes = ["/minimal/leads", "/fast/leads", "/mvc/leads", "/group/leads"];

    public static Task<ApiKeyHost> StartAsync(Action<ApiKeysBuilder>? keys = null, Action<WebApplicationBuilder>? services = null, Action<WebApplication>? pipeline = null) =>
        ApiKeyHost.StartAsync(
            keys: keys,
            services: builder =>
            {
                builder.Services.AddControllers().ConfigureApplicationPartManager(parts => parts.ApplicationParts.Add(new AssemblyPart(typeof(LaneHost).Assembly)));
                services?.Invoke(builder);
            },
            pipeline: app =>
            {
                pipeline?.Invoke(app);
                app.MapGet("/minimal/leads", (HttpContext context) => Answer(context)).RequireScopes("leads:read");
                app.MapPost("/minimal/leads", (HttpContext context, Dictionary<string, string> body) => Answer(context) + body.Count).RequireScopes("leads:read").RequireScopes("leads:write");
                app.MapGet("/fast/leads", (HttpContext context) => Answer(context)).RequireApiKey("leads:read");
                app.MapPost("/fast/leads", (HttpContext context, Dictionary<string, string> body) => Answer(context) + body.Count).RequireApiKey("leads:read", "leads:write");
                var group = app.MapGroup("/group").RequireScopes("leads:read");
                group.MapGet("/leads", (HttpContext context) => Answer(context));
                group.MapPost("/leads", (HttpContext context, Dictionary<string, string> body) => Answer(context) + body.Count).RequireScopes("leads:write");
                app.MapControllers();
            });

    /// <summary>What each endpoint answers: the id of the key that it saw.</summary>
    public static string Answer(HttpContext context) => context.GetApiKey()?.Id ?? "nobody";
}
