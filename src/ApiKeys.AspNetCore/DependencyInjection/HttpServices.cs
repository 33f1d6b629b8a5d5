using ApiKeys.AspNetCore.Admission;
using ApiKeys.AspNetCore.Authentication;
using ApiKeys.AspNetCore.Authorization;
using ApiKeys.AspNetCore.Callers;
using ApiKeys.AspNetCore.Endpoints;
using ApiKeys.AspNetCore.Requests;
using ApiKeys.AspNetCore.Responses;
using ApiKeys.Signing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace ApiKeys.AspNetCore.DependencyInjection;

/// <summary>What every host with keys over HTTP needs, whether its keys go by the platform's authentication or by the fast lane alone.</summary>
internal static class HttpServices
{
    /// <summary>Adds them, once.</summary>
    public static void AddTo(IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(RefusalResponder)))
        {
            return;
        }

        services.AddApiKeys();
        services.AddDataProtection();
        AddOptions(services);
        services.AddSingleton<SignedRequestReader>();
        services.AddSingleton<ApiKeyCredentialReader>();
        services.AddSingleton<RefusalTexts>();
        services.AddSingleton<RefusalResponder>();
        AddManagement(services);
        AddAuthentication(services);
        services.AddSingleton<LongRequests>();
        services.AddSingleton<PermitReturn>();
        services.AddSingleton<RequestAdmitter>();
        services.AddSingleton<IForbiddenExplainer>(provider => provider.GetRequiredService<RequestAdmitter>());
        services.AddSingleton<FastLane>();

        // Demands of hubs' methods and of MVC's filters hold whichever way the key came.
        services.AddSingleton<AdmittingResourceFilter>();
        services.AddSingleton<IPostConfigureOptions<MvcOptions>, MvcAdmission>();
        services.AddSingleton<IPostConfigureOptions<HubOptions>, HubDemandFilter>();
        HostingServices.AddTo(services);
    }

    /// <summary>Adds the options of a scheme, which the fast lane shares with the scheme <c>ApiKey</c>.</summary>
    public static void AddScheme(IServiceCollection services, string name, Action<ApiKeyAuthenticationOptions> configure) =>
        services.AddOptions<ApiKeyAuthenticationOptions>(name).Configure(configure).Validate(IsValid).ValidateOnStart();

    // Throws with a message of its own where the options cannot work.
    private static bool IsValid(ApiKeyAuthenticationOptions options)
    {
        options.Validate();
        return true;
    }

    private static void AddOptions(IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<ApiKeyResponseOptions>, ApiKeyResponseOptionsValidator>();
        services.AddOptions<ApiKeyResponseOptions>().ValidateOnStart();
        services.AddSingleton<IValidateOptions<ApiKeyLongRequestOptions>, ApiKeyLongRequestOptionsValidator>();
        services.AddOptions<ApiKeyLongRequestOptions>().ValidateOnStart();
        services.AddSingleton<IValidateOptions<ApiKeySignedRequestOptions>, ApiKeySignedRequestOptionsValidator>();
        services.AddOptions<ApiKeySignedRequestOptions>().ValidateOnStart();
        services.AddSingleton<IValidateOptions<ApiKeyManagementOptions>, ApiKeyManagementOptionsValidator>();
        services.AddOptions<ApiKeyManagementOptions>().ValidateOnStart();
    }

    private static void AddManagement(IServiceCollection services)
    {
        services.TryAddSingleton<ITenantResolver, ClaimTenantResolver>();
        services.TryAddSingleton<IFeatureGate, OpenGate>();
        services.AddSingleton<CallerResolver>();
        services.AddSingleton<ManagementFrame>();
    }

    private static void AddAuthentication(IServiceCollection services)
    {
        services.AddSingleton<ApiKeySchemeSelector>();
        services.AddSingleton<BearerSharing>();
        services.AddSingleton<MisorderedPipeline>();
        services.AddSingleton<ISigningKeyProtector, DataProtectionSigningKeyProtector>();
        services.AddSingleton<SignatureExplainer>();
        services.AddSingleton<SignatureAuthenticator>();
        services.AddSingleton<SharedOutcomes>();
        services.AddSingleton<RequestAuthenticator>();
        services.AddSingleton<RequestRefuser>();
        services.AddSingleton<SchemeServices>();
    }
}
