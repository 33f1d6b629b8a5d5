using System.Diagnostics.CodeAnalysis;
using ApiKeys.AspNetCore;
using ApiKeys.AspNetCore.Authentication;
using ApiKeys.AspNetCore.Callers;
using ApiKeys.AspNetCore.DependencyInjection;
using ApiKeys.DependencyInjection;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Says who manages keys over HTTP.</summary>
public static class ApiKeyManagementServiceExtensions
{
    /// <summary>Says who may manage keys over HTTP, and what they may send.</summary>
    /// <param name="builder">What <c>AddApiKeys</c> returned.</param>
    /// <param name="configure">Changes the rules.</param>
    public static ApiKeysBuilder ConfigureManagement(this ApiKeysBuilder builder, Action<ApiKeyManagementOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Configure(configure);
        return builder;
    }

    /// <summary>Adds what knows the host's tenants, in the place of the claim <c>tenant_id</c>. It is made anew for each request.</summary>
    /// <typeparam name="TResolver">The resolver.</typeparam>
    /// <param name="builder">What <c>AddApiKeys</c> returned.</param>
    public static ApiKeysBuilder AddTenantResolver<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TResolver>(this ApiKeysBuilder builder)
        where TResolver : class, ITenantResolver
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddScoped<ITenantResolver, TResolver>();
        return builder;
    }

    /// <summary>Adds the switch that opens the management of keys to single tenants. It is made anew for each request.</summary>
    /// <typeparam name="TGate">The switch.</typeparam>
    /// <param name="builder">What <c>AddApiKeys</c> returned.</param>
    public static ApiKeysBuilder AddFeatureGate<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TGate>(this ApiKeysBuilder builder)
        where TGate : class, IFeatureGate
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddScoped<IFeatureGate, TGate>();
        return builder;
    }

    /// <summary>
    /// Adds the scheme <c>ApiKeyServiceRole</c>: the host's own services send <c>Authorization: Bearer</c> with a key of their own, whose hash is configured, and
    /// name the tenant with each request. Name the scheme in the policy of the management endpoints.
    /// </summary>
    /// <param name="builder">The host's authentication.</param>
    /// <param name="configure">Adds the hashes.</param>
    public static AuthenticationBuilder AddApiKeyServiceRole(this AuthenticationBuilder builder, Action<ApiKeyServiceRoleOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Configure<AuthenticationOptions>(options =>
            options.AddScheme(ApiKeyDefaults.ServiceRoleScheme, scheme => scheme.HandlerType = typeof(ServiceRoleHandler)));
        builder.Services.AddTransient<ServiceRoleHandler>();
        builder.Services.AddSingleton<ServiceKeys>();
        builder.Services.AddSingleton<IValidateOptions<ApiKeyServiceRoleOptions>, ApiKeyServiceRoleOptionsValidator>();
        builder.Services.AddOptions<ApiKeyServiceRoleOptions>().Configure(configure).ValidateOnStart();
        return builder;
    }
}
