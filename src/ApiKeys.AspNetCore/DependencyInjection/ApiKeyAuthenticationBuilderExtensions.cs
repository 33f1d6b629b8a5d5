using ApiKeys.AspNetCore;
using ApiKeys.AspNetCore.Admission;
using ApiKeys.AspNetCore.Authentication;
using ApiKeys.AspNetCore.Authorization;
using ApiKeys.AspNetCore.Callers;
using ApiKeys.AspNetCore.DependencyInjection;
using ApiKeys.AspNetCore.Endpoints;
using ApiKeys.AspNetCore.Hosting;
using ApiKeys.AspNetCore.Requests;
using ApiKeys.AspNetCore.Responses;
using ApiKeys.Signing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection.Extensions;
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
        builder.Services.Configure<AuthenticationOptions>(options =>
            options.AddScheme(authenticationScheme, scheme => scheme.HandlerType = typeof(ApiKeyAuthenticationHandler)));
        builder.Services.AddOptions<ApiKeyAuthenticationOptions>(authenticationScheme)
            .Configure(configure)
            .Validate(IsValid)
            .ValidateOnStart();
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

    // Throws with a message of its own where the options cannot work.
    private static bool IsValid(ApiKeyAuthenticationOptions options)
    {
        options.Validate();
        return true;
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
        services.AddSingleton<IValidateOptions<ApiKeyLongRequestOptions>, ApiKeyLongRequestOptionsValidator>();
        services.AddOptions<ApiKeyLongRequestOptions>().ValidateOnStart();
        services.AddSingleton<IValidateOptions<ApiKeySignedRequestOptions>, ApiKeySignedRequestOptionsValidator>();
        services.AddOptions<ApiKeySignedRequestOptions>().ValidateOnStart();
        AddManagement(services);
        services.AddSingleton<SignedRequestReader>();
        services.AddSingleton<ApiKeyCredentialReader>();
        services.AddSingleton<RefusalTexts>();
        services.AddSingleton<RefusalResponder>();
        AddAuthentication(services);
        AddAuthorization(services);
        HostingServices.AddTo(services);
    }

    private static void AddAuthentication(IServiceCollection services)
    {
        services.AddTransient<ApiKeyAuthenticationHandler>();
        services.AddSingleton<ApiKeySchemeSelector>();
        services.AddSingleton<BearerSharing>();
        services.AddSingleton<MisorderedPipeline>();
        services.AddSingleton<ISigningKeyProtector, DataProtectionSigningKeyProtector>();
        services.AddSingleton<SignatureExplainer>();
        services.AddSingleton<SignatureAuthenticator>();
        services.AddSingleton<RequestAuthenticator>();
        services.AddSingleton<RequestRefuser>();
    }

    private static void AddManagement(IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<ApiKeyManagementOptions>, ApiKeyManagementOptionsValidator>();
        services.AddOptions<ApiKeyManagementOptions>().ValidateOnStart();
        services.TryAddSingleton<ITenantResolver, ClaimTenantResolver>();
        services.TryAddSingleton<IFeatureGate, OpenGate>();
        services.AddSingleton<CallerResolver>();
        services.AddSingleton<ManagementFrame>();
    }

    private static void AddAuthorization(IServiceCollection services)
    {
        services.AddSingleton<LongRequests>();
        services.AddSingleton<PermitReturn>();
        services.AddSingleton<RequestAdmitter>();
        services.AddSingleton<IForbiddenExplainer>(provider => provider.GetRequiredService<RequestAdmitter>());
        services.AddSingleton<FastLane>();
        services.AddSingleton<AdmittingResourceFilter>();
        services.AddSingleton<IPostConfigureOptions<MvcOptions>, MvcAdmission>();
        services.AddSingleton<IPostConfigureOptions<HubOptions>, HubDemandFilter>();
        services.AddSingleton<IAuthorizationHandler, ApiKeyRequirementHandler>();
        services.AddAuthorization();
        var inner = services.Last(service => service.ServiceType == typeof(IAuthorizationMiddlewareResultHandler));
        services.AddSingleton<IAuthorizationMiddlewareResultHandler>(provider =>
            new AdmittingResultHandler((IAuthorizationMiddlewareResultHandler)Create(inner, provider), provider.GetRequiredService<RequestAdmitter>()));
    }

    private static object Create(ServiceDescriptor service, IServiceProvider provider) =>
        service.ImplementationInstance
        ?? service.ImplementationFactory?.Invoke(provider)
        ?? ActivatorUtilities.CreateInstance(provider, service.ImplementationType!);
}
