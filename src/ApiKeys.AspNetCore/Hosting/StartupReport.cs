using ApiKeys.AspNetCore.Diagnostics;
using ApiKeys.Format;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ApiKeys.AspNetCore.Hosting;

/// <summary>Says at start what works and may yet surprise.</summary>
internal sealed class StartupReport(IOptions<ApiKeysOptions> options, IOptions<ApiKeyFormatOptions> format, ILogger<StartupReport> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Environment is null && format.Value.Environments.Count > 1)
        {
            Log.EnvironmentUnnamed(logger, string.Join(", ", format.Value.Environments.Select(environment => environment.Name)));
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
