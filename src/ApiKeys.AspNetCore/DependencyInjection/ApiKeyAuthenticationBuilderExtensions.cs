using ApiKeys.AspNetCore;
using ApiKeys.AspNetCore.Authentication;
using ApiKeys.AspNetCore.DependencyInjection;
using ApiKeys.AspNetCore.Hosting;
using ApiKeys.AspNetCore.Requests;
using ApiKeys.AspNetCore.Responses;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds API keys to a host's authentication.</summary>
public static class ApiKeyAuthenticationBuilderExtensions
{
    /// <summary>Adds the scheme <c>ApiKey</c>, which reads keys from <c>Authorization: Bearer</c>.</summary>
    /// <param name="builder">The host's authentication.</param>
    public static AuthenticationBuilder AddApiKey(this AuthenticationBuilder builder) => builder.AddApiKey(_ => { });

    /// <summary>Adds the scheme <c>ApiKey</c>.</summary>
    /// <param name="builder">The host's authentication.</param>
    /// <param name="configure">Says where keys are read from.</param>
    public static AuthenticationBuilder AddApiKey(this AuthenticationBuilder builder, Action<ApiKeyAuthenticationOptions> configure) =>
        builder.AddApiKey(ApiKeyDefaults.AuthenticationScheme, configure);

    /// <summary>Adds a scheme of any name. Several schemes share one key space and only read keys from different places.</summary>
    /// <param name="builder">The host's authentication.</param>
    /// <param name="authenticationScheme">The name of the scheme.</param>
    /// <param name="configure">Says where keys are read from.</param>
    public static AuthenticationBuilder AddApiKey(
        this AuthenticationBuilder builder,
        string authenticationScheme,
        Action<ApiKeyAuthenticationOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        AddServices(builder.Services);
        builder.AddScheme<ApiKeyAuthenticationOptions, ApiKeyAuthenticationHandler>(authenticationScheme, configure);
        builder.Services.AddOptions<ApiKeyAuthenticationOptions>(authenticationScheme).ValidateOnStart();
        return builder;
    }

    /// <summary>
    /// Adds the scheme <c>ApiKeyOrOther</c>, which hands requests with a key to <c>ApiKey</c> and all others to another scheme, such as JWT bearer.
    /// Make it the default: <c>AddAuthentication(ApiKeyDefaults.SelectorScheme)</c>.
    /// </summary>
    /// <param name="builder">The host's authentication.</param>
    /// <param name="otherScheme">The scheme of requests without a key.</param>
    public static AuthenticationBuilder AddApiKeySelector(this AuthenticationBuilder builder, string otherScheme)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(otherScheme);
        AddServices(builder.Services);
        return builder.AddPolicyScheme(ApiKeyDefaults.SelectorScheme, displayName: null, options =>
            options.ForwardDefaultSelector = context =>
                context.RequestServices.GetRequiredService<ApiKeySchemeSelector>().Select(context, otherScheme));
    }

    private static void AddServices(IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(RefusalResponder)))
        {
            return;
        }

        services.AddApiKeys();
        services.AddSingleton<IValidateOptions<ApiKeyResponseOptions>, ApiKeyResponseOptionsValidator>();
        services.AddOptions<ApiKeyResponseOptions>().ValidateOnStart();
        services.AddSingleton<ApiKeyCredentialReader>();
        services.AddSingleton<ApiKeySchemeSelector>();
        services.AddSingleton<BearerSharing>();
        services.AddSingleton<RefusalTexts>();
        services.AddSingleton<RefusalResponder>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, RefusalBodyStartupFilter>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, StartupReport>());
    }
}
