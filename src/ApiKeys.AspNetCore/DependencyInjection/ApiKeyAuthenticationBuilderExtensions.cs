using ApiKeys.AspNetCore;
using ApiKeys.AspNetCore.Admission;
using ApiKeys.AspNetCore.Authentication;
using ApiKeys.AspNetCore.Authorization;
using ApiKeys.AspNetCore.DependencyInjection;
using ApiKeys.AspNetCore.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

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
        builder.Services.Configure<AuthenticationOptions>(options =>
            options.AddScheme(authenticationScheme, scheme => scheme.HandlerType = typeof(ApiKeyAuthenticationHandler)));
        HttpServices.AddScheme(builder.Services, authenticationScheme, configure);
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
        builder.Services.AddSingleton(new SelectorTarget(otherScheme));
        return builder.AddPolicyScheme(ApiKeyDefaults.SelectorScheme, displayName: null, options =>
            options.ForwardDefaultSelector = context =>
                context.RequestServices.GetRequiredService<ApiKeySchemeSelector>().Select(context, otherScheme));
    }

    private static void AddServices(IServiceCollection services)
    {
        HttpServices.AddTo(services);
        if (services.Any(service => service.ServiceType == typeof(ApiKeyAuthenticationHandler)))
        {
            return;
        }

        services.AddTransient<ApiKeyAuthenticationHandler>();
        services.AddSingleton<IAuthorizationHandler, ApiKeyRequirementHandler>();
        services.AddAuthorization();
        if (services.Last(service => service.ServiceType == typeof(IPolicyEvaluator)).ImplementationType == typeof(PolicyEvaluator))
        {
            services.AddTransient<IPolicyEvaluator, RecallingPolicyEvaluator>();
        }

        var inner = services.Last(service => service.ServiceType == typeof(IAuthorizationMiddlewareResultHandler));
        services.AddSingleton<IAuthorizationMiddlewareResultHandler>(provider =>
            new AdmittingResultHandler((IAuthorizationMiddlewareResultHandler)Create(inner, provider), provider.GetRequiredService<RequestAdmitter>()));
    }

    private static object Create(ServiceDescriptor service, IServiceProvider provider) =>
        service.ImplementationInstance
        ?? service.ImplementationFactory?.Invoke(provider)
        ?? ActivatorUtilities.CreateInstance(provider, service.ImplementationType!);
}
