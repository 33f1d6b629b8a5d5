using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using ApiKeys.DependencyInjection;
using ApiKeys.Format;
using ApiKeys.Management;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.Benchmarks.Http;

/// <summary>The applications that are compared: the same endpoint behind different doors.</summary>
internal static class Hosts
{
    public const string Scope = "leads:read";

    private static readonly RequestDelegate Nothing = _ => Task.CompletedTask;

    /// <summary>No authentication at all.</summary>
    public static Task<InProcessHost> OpenAsync() => InProcessHost.StartAsync(_ => { }, app => app.MapGet("/open", Nothing));

    /// <summary>A scheme that does nothing.</summary>
    public static Task<InProcessHost> FloorAsync() => InProcessHost.StartAsync(
        services =>
        {
            services.AddAuthentication("Floor").AddScheme<AuthenticationSchemeOptions, FloorHandler>("Floor", null);
            services.AddAuthorization();
        },
        app =>
        {
            app.UseAuthentication();
            app.UseAuthorization();
            app.MapGet("/any", Nothing).RequireAuthorization();
        });

    /// <summary>What articles tell a developer to write.</summary>
    public static Task<InProcessHost> RecipeAsync(string key, bool isHashed, bool hasPolicies) => InProcessHost.StartAsync(
        services =>
        {
            services.AddAuthentication("Recipe").AddScheme<RecipeOptions, RecipeHandler>("Recipe", options =>
            {
                options.Plain = isHashed ? null : key;
                options.Sha256 = isHashed ? Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key))) : null;
            });
            services.AddAuthorizationBuilder().AddPolicy(Scope, policy => policy.RequireClaim("scope", Scope));
            services.AddRateLimiter(limiter => limiter.AddPolicy(Scope, context => RateLimitPartition.GetFixedWindowLimiter(
                context.User.FindFirst("key_id")?.Value ?? "",
                _ => new FixedWindowRateLimiterOptions { PermitLimit = int.MaxValue, Window = TimeSpan.FromHours(1) })));
        },
        app =>
        {
            app.UseAuthentication();
            if (hasPolicies)
            {
                app.UseRateLimiter();
            }

            app.UseAuthorization();
            app.MapGet("/any", Nothing).RequireAuthorization();
            app.MapGet("/scoped", Nothing).RequireAuthorization(Scope).RequireRateLimiting(Scope);
        });

    /// <summary>Ours, by the fast lane alone.</summary>
    public static async Task<(InProcessHost Host, string Key)> FastAsync()
    {
        var host = await InProcessHost.StartAsync(services => AddKeys(services).AddFastLane(), app => app.MapGet("/fast", Nothing).RequireApiKey(Scope));
        return (host, await IssueAsync(host));
    }

    /// <summary>Ours, as the default scheme or beside another one.</summary>
    public static async Task<(InProcessHost Host, string Key)> OursAsync(bool isDefault)
    {
        var host = await InProcessHost.StartAsync(
            services =>
            {
                AddKeys(services);
                var authentication = services.AddAuthentication().AddApiKey();
                if (!isDefault)
                {
                    // With a second one, none is the default.
                    authentication.AddScheme<AuthenticationSchemeOptions, FloorHandler>("Floor", null);
                }
            },
            app =>
            {
                app.UseAuthentication();
                app.UseAuthorization();
                app.MapGet("/any", Nothing).RequireAuthorization(policy => policy.AddAuthenticationSchemes(isDefault ? [] : ["ApiKey"]).RequireAuthenticatedUser());
                app.MapGet("/scoped", Nothing).RequireScopes(Scope);
                app.MapGet("/fast", Nothing).RequireApiKey(Scope);
            });
        return (host, await IssueAsync(host));
    }

    private static ApiKeysBuilder AddKeys(IServiceCollection services) => services.AddApiKeys(options => options.Environment = "live")
        .AddInMemoryStore()
        .ConfigureFormat(format => format.Template = KeyTemplate.Standard("sk"))
        .ConfigureScopes(scopes => scopes.Scopes.Add(Scope, "Read leads"));

    private static async Task<string> IssueAsync(InProcessHost host)
    {
        var request = new IssueApiKeyRequest { Name = "benchmark", Environment = "live", Scopes = ScopeSet.Of(Scope), RateLimits = [RateLimit.PerHour(1_000_000_000)] };
        return (await host.App.Services.GetRequiredService<ApiKeyManager>().IssueAsync(request, CancellationToken.None)).Value!.Secret.Reveal();
    }
}
