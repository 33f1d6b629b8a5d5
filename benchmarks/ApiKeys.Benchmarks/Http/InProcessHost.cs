using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiKeys.Benchmarks.Http;

/// <summary>A started web application whose requests come from a loop in the place of sockets.</summary>
internal sealed class InProcessHost : IServer, IStartupFilter
{
    private RequestDelegate? _pipeline;

    /// <summary>The application.</summary>
    public WebApplication App { get; private set; } = null!;

    /// <summary>The whole pipeline.</summary>
    public RequestDelegate Pipeline => _pipeline ?? throw new InvalidOperationException("The application was not started.");

    public IFeatureCollection Features { get; } = new FeatureCollection();

    /// <summary>Whether the hosts that are started from now on listen on a port of Kestrel's and log as the web template does.</summary>
    public static bool UsesSockets { get; set; }

    /// <summary>The port of one that listens.</summary>
    public int Port => new Uri(App.Urls.First()).Port;

    public static async Task<InProcessHost> StartAsync(Action<IServiceCollection> services, Action<WebApplication> pipeline)
    {
        var builder = WebApplication.CreateBuilder();
        services(builder.Services);
        var host = new InProcessHost();
        if (UsesSockets)
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        }
        else
        {
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton<IServer>(host);
        }

        // First of all filters, so that it sees what the last one has made.
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter>(host));
        host.App = builder.Build();
        pipeline(host.App);
        await host.App.StartAsync();
        return host;
    }

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(inner => _pipeline = inner);
        next(app);
    };

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
    }
}
