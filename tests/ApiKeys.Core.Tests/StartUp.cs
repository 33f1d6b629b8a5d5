using ApiKeys.DependencyInjection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ApiKeys.Core.Tests;

/// <summary>Plays the part of a host's start that validates options.</summary>
internal static class StartUp
{
    /// <summary>What stops the start; empty where the host starts.</summary>
    public static IReadOnlyList<string> Complaints(Action<ApiKeysBuilder> configure, Action<ApiKeysOptions>? options = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        configure(services.AddApiKeys(options ?? (_ => { })));
        using var provider = services.BuildServiceProvider();
        try
        {
            provider.GetRequiredService<IStartupValidator>().Validate();
            return [];
        }
        catch (OptionsValidationException exception)
        {
            return [.. exception.Failures];
        }
        catch (AggregateException exception)
        {
            return [.. exception.InnerExceptions.Cast<OptionsValidationException>().SelectMany(inner => inner.Failures).Distinct()];
        }
    }
}
