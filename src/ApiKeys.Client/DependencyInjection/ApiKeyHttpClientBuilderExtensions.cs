using System.Diagnostics.CodeAnalysis;
using ApiKeys.Client;
using ApiKeys.Client.DependencyInjection;
using ApiKeys.Client.Signing;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Gives named HTTP clients a key. The order of the calls does not matter; wrong options stop the start with a message.</summary>
public static class ApiKeyHttpClientBuilderExtensions
{
    /// <summary>Sends a key with each request to the client's own server. The client follows no redirects by itself any more.</summary>
    /// <param name="builder">What <c>AddHttpClient</c> returned.</param>
    /// <param name="configure">Says which key.</param>
    /// <exception cref="ArgumentException"><paramref name="builder"/> stands for all clients (<c>ConfigureHttpClientDefaults</c>): a key is for one server.</exception>
    public static IHttpClientBuilder AddApiKey(this IHttpClientBuilder builder, Action<ApiKeyClientOptions> configure)
    {
        Add(builder, configure, parts => parts.SendsKey = true);
        return builder;
    }

    /// <summary>Signs each request to the client's own server by P2S-SIGN-V1 (CONTRACT S-31). The client follows no redirects by itself any more.</summary>
    /// <param name="builder">What <c>AddHttpClient</c> returned.</param>
    /// <param name="configure">Says which key and which secret.</param>
    /// <exception cref="ArgumentException"><paramref name="builder"/> stands for all clients (<c>ConfigureHttpClientDefaults</c>): a key is for one server.</exception>
    public static IHttpClientBuilder AddApiKeySigning(this IHttpClientBuilder builder, Action<SignedClientOptions> configure)
    {
        Add(builder, configure, parts => parts.Signs = true);
        return builder;
    }

    /// <summary>Waits as long as refusals with 429 and 503 ask for, and sends again.</summary>
    /// <param name="builder">What <c>AddHttpClient</c> returned.</param>
    public static IHttpClientBuilder AddRetryAfter(this IHttpClientBuilder builder) => builder.AddRetryAfter(_ => { });

    /// <summary>Waits as long as refusals with 429 and 503 ask for, and sends again.</summary>
    /// <param name="builder">What <c>AddHttpClient</c> returned.</param>
    /// <param name="configure">Changes how often and how long.</param>
    /// <exception cref="ArgumentException"><paramref name="builder"/> stands for all clients (<c>ConfigureHttpClientDefaults</c>).</exception>
    public static IHttpClientBuilder AddRetryAfter(this IHttpClientBuilder builder, Action<RetryAfterOptions> configure)
    {
        Add(builder, configure, parts => parts.RetriesAfter = true);
        return builder;
    }

    private static void Add<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(IHttpClientBuilder builder, Action<TOptions> configure, Action<ClientParts> mark)
        where TOptions : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        if (builder.Name is null)
        {
            throw new ArgumentException("This is for one client: call it on what AddHttpClient returns.", nameof(builder));
        }

        AddServices(builder.Services);
        builder.Services.AddOptions<ClientParts>(builder.Name).Configure(mark).ValidateOnStart();
        builder.Services.AddOptions<TOptions>(builder.Name).Configure(configure).ValidateOnStart();
    }

    private static void AddServices(IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<SigningMemory>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHttpMessageHandlerBuilderFilter, KeyHandlerFilter>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<HttpClientFactoryOptions>, HeaderRedaction>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<ApiKeyClientOptions>, EnvironmentKeys>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<SignedClientOptions>, EnvironmentKeys>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ClientParts>, ClientPartsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ApiKeyClientOptions>, ApiKeyClientOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SignedClientOptions>, SignedClientOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RetryAfterOptions>, RetryAfterOptionsValidator>());
    }
}
