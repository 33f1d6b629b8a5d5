using ApiKeys.AspNetCore.Diagnostics;
using ApiKeys.Caching;
using ApiKeys.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ApiKeys.AspNetCore.Hosting;

/// <summary>Asks the store before the first request whether it is what this version of the library needs. A wrong one stops the start; one that is down does not. The first question to a database is the slowest, and no request has to wait for it then.</summary>
internal sealed class StoreStartupCheck(IServiceProvider services, IOptions<ApiKeyCacheOptions> options, TimeProvider time, ILogger<StoreStartupCheck> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var store in services.GetServices<IApiKeyStoreStartup>())
        {
            await CheckAsync(store, cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task CheckAsync(IApiKeyStoreStartup store, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(options.Value.ManagementTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await store.CheckAsync(either.Token).AsTask().WaitAsync(either.Token);
        }
        catch (Exception exception) when (exception is not ApiKeyStoreSchemaException && !cancellationToken.IsCancellationRequested)
        {
            // The host serves what needs no key, and keys as soon as the store is back (ATTACKS FC-01).
            Log.StoreDownAtStart(logger, exception);
        }
    }
}
