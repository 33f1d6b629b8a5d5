using ApiKeys.AspNetCore.DependencyInjection;
using ApiKeys.AspNetCore.Hosting;
using ApiKeys.AspNetCore.Responses;
using ApiKeys.DependencyInjection;
using ApiKeys.Memory;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Completes what <c>AddApiKeys</c> began, for hosts that speak HTTP.</summary>
public static class ApiKeysBuilderExtensions
{
    /// <summary>Says how refusals are answered.</summary>
    /// <param name="builder">What <c>AddApiKeys</c> returned.</param>
    /// <param name="configure">Changes the answers.</param>
    public static ApiKeysBuilder ConfigureResponses(this ApiKeysBuilder builder, Action<ApiKeyResponseOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Configure(configure);
        return builder;
    }

    /// <summary>Says what is looked at before the server listens.</summary>
    /// <param name="builder">What <c>AddApiKeys</c> returned.</param>
    /// <param name="configure">Changes the checks.</param>
    public static ApiKeysBuilder ConfigureStartup(this ApiKeysBuilder builder, Action<ApiKeyStartupOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Configure(configure);
        return builder;
    }

    /// <summary>Takes the keys below <c>Keys</c> in a section of the configuration: hashes in appsettings, for services with a handful of keys.</summary>
    /// <remarks>A member that is misspelt or has the wrong form stops the start: an address list that is overlooked would open its key to everybody.</remarks>
    /// <param name="builder">What <c>AddApiKeys</c> returned.</param>
    /// <param name="section">The section that has <c>Keys</c>, a list of <see cref="ConfiguredApiKey"/>, and nothing else.</param>
    public static ApiKeysBuilder AddConfiguredKeys(this ApiKeysBuilder builder, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(section);
        builder.Services.AddSingleton<IValidateOptions<ConfiguredApiKeysOptions>>(new ConfiguredSectionValidator(section));
        builder.Services.Configure<ConfiguredApiKeysOptions>(section, binder => binder.ErrorOnUnknownConfiguration = true);
        return builder;
    }
}
