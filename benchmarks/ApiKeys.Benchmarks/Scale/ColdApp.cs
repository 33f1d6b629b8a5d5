using ApiKeys.AspNetCore;
using ApiKeys.Memory;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiKeys.Benchmarks.Scale;

/// <summary>The smallest host with keys: one endpoint that is open and one that asks for a user.</summary>
internal static class ColdApp
{
    /// <summary>Starts it on a port of the system's choice.</summary>
    /// <param name="key">A key for the configuration; null: keys are issued.</param>
    public static async Task<WebApplication> StartAsync(ConfiguredApiKey? key)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var keys = builder.Services.AddApiKeys(options => options.Environment = "live").AddInMemoryStore();
        if (key is not null)
        {
            keys.AddConfiguredKeys(configured => configured.Keys.Add(key));
        }

        builder.Services.AddAuthentication(ApiKeyDefaults.AuthenticationScheme).AddApiKey();
        builder.Services.AddAuthorization();
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGet("/open", Answer);
        app.MapGet("/closed", Answer).RequireAuthorization();
        await app.StartAsync();
        return app;
    }

    /// <summary>What a hosted service could do at start: the scheme reads and verifies a key, and where it is a good one authorization lets it in.</summary>
    public static async Task WarmAsync(WebApplication app, string text, bool isGood)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        context.Request.Headers.Authorization = $"Bearer {text}";
        var result = await context.AuthenticateAsync();
        if (isGood)
        {
            var services = scope.ServiceProvider;
            var policy = await services.GetRequiredService<IAuthorizationPolicyProvider>().GetDefaultPolicyAsync();
            context.User = result.Principal!;
            context.SetEndpoint(services.GetRequiredService<EndpointDataSource>().Endpoints[^1]);
            var authorized = await services.GetRequiredService<IPolicyEvaluator>().AuthorizeAsync(policy, result, context, context);
            await services.GetRequiredService<IAuthorizationMiddlewareResultHandler>().HandleAsync(_ => Task.CompletedTask, context, policy, authorized);
        }
    }

    // A delegate of the plainest form: what the platform would compile for another one is not ours to count.
    private static Task Answer(HttpContext context) => context.Response.WriteAsync("ok");
}
