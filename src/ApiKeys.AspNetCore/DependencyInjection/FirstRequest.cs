using System.Diagnostics;
using System.Diagnostics.Metrics;
using ApiKeys.AspNetCore.Hosting;
using ApiKeys.Management;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ApiKeys.AspNetCore.DependencyInjection;

/// <summary>
/// Leads a key through everything once before the server listens, so that the first request of a process does not wait until it is compiled.
/// The key lives in a host of its own, without store, log, metrics or traces of the real one. Once a process: what is compiled stays.
/// </summary>
internal sealed class FirstRequest(IHostEnvironment environment, IOptions<ApiKeyStartupOptions> options) : IHostedService
{
    private const string Traces = "ApiKeys";
    private static int _isDone;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Somebody who listens to all traces would see a request that nobody made.
        using var source = new ActivitySource(Traces);
        if (options.Value.WarmUp && !source.HasListeners() && Interlocked.Exchange(ref _isDone, 1) == 0)
        {
            try
            {
                await RunAsync(cancellationToken);
            }
            catch (Exception) when (!cancellationToken.IsCancellationRequested)
            {
                // The first request is slower then, and nothing else.
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The same, however often it was done before.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        // What the host traces of its start is not to name a key.
        Activity.Current = null;
        var services = new ServiceCollection().AddLogging().AddSingleton(environment).AddSingleton<IMeterFactory, SilentMeters>();
        services.AddApiKeys().AddInMemoryStore();
        services.AddAuthentication(ApiKeyDefaults.AuthenticationScheme).AddApiKey();
        await using var provider = services.BuildServiceProvider();
        var request = new IssueApiKeyRequest { Name = "warm-up", Environment = "live", RateLimits = [RateLimit.PerHour(2)] };
        var issued = await provider.GetRequiredService<ApiKeyManager>().IssueAsync(request, cancellationToken);

        // The first time it comes from the store, the second time from the cache, which is another way.
        await RunAsync(provider, issued.Value!.Secret.Reveal());
        await RunAsync(provider, issued.Value!.Secret.Reveal());
    }

    private static async Task RunAsync(ServiceProvider provider, string key)
    {
        await using var scope = provider.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var context = new DefaultHttpContext { RequestServices = services };
        context.Request.Headers.Authorization = $"Bearer {key}";
        var result = await context.AuthenticateAsync();
        context.User = result.Principal ?? throw new InvalidOperationException("A key that was made a moment ago is refused.");
        var policy = await services.GetRequiredService<IAuthorizationPolicyProvider>().GetDefaultPolicyAsync();
        var authorized = await services.GetRequiredService<IPolicyEvaluator>().AuthorizeAsync(policy, result, context, context);
        await services.GetRequiredService<IAuthorizationMiddlewareResultHandler>().HandleAsync(_ => Task.CompletedTask, context, policy, authorized);
    }

    // By another name, so that nobody who listens to the library's meter counts what was no request.
    private sealed class SilentMeters : IMeterFactory
    {
        private readonly List<Meter> _meters = [];

        public Meter Create(MeterOptions options)
        {
            var meter = new Meter("(warm-up)");
            _meters.Add(meter);
            return meter;
        }

        public void Dispose() => _meters.ForEach(meter => meter.Dispose());
    }
}
