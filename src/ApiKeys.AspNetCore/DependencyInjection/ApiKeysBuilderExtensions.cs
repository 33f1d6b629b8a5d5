using System.Collections.Frozen;
using ApiKeys.AspNetCore;
using ApiKeys.AspNetCore.Admission;
using ApiKeys.AspNetCore.Authentication;
using ApiKeys.AspNetCore.DependencyInjection;
using ApiKeys.AspNetCore.Hosting;
using ApiKeys.AspNetCore.Responses;
using ApiKeys.DependencyInjection;
using ApiKeys.Memory;
using ApiKeys.Stores;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Completes what <c>AddApiKeys</c> began, for hosts that speak HTTP.</summary>
public static class ApiKeysBuilderExtensions
{
    private static readonly FrozenSet<string> Lists = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        nameof(ConfiguredApiKey.AllowedIps),
        nameof(ConfiguredApiKey.CustomerIds),
        nameof(ConfiguredApiKey.Scopes));

    /// <summary>
    /// For hosts whose endpoints ask for keys by <c>RequireApiKey()</c> alone: no authentication, no authorization, and no middleware for them. It is the shortest way of a key.
    /// Everything else (<c>RequireScopes()</c>, controllers, users beside keys) needs <c>AddAuthentication().AddApiKey()</c>, which brings the fast lane along.
    /// </summary>
    /// <param name="builder">What <c>AddApiKeys</c> returned.</param>
    public static ApiKeysBuilder AddFastLane(this ApiKeysBuilder builder) => builder.AddFastLane(_ => { });

    /// <summary>The same.</summary>
    /// <param name="builder">What <c>AddApiKeys</c> returned.</param>
    /// <param name="configure">Says where keys are read from.</param>
    public static ApiKeysBuilder AddFastLane(this ApiKeysBuilder builder, Action<ApiKeyAuthenticationOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        HttpServices.AddTo(builder.Services);
        HttpServices.AddScheme(builder.Services, ApiKeyDefaults.AuthenticationScheme, configure);
        builder.Services.AddSingleton<FastLaneAlone>();
        return builder;
    }

    /// <summary>Says how refusals are answered.</summary>
    /// <param name="builder">What <c>AddApiKeys</c> returned.</param>
    /// <param name="configure">Changes the answers.</param>
    public static ApiKeysBuilder ConfigureResponses(this ApiKeysBuilder builder, Action<ApiKeyResponseOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Configure(configure);
        return builder;
    }

    /// <summary>Says how signed requests are read.</summary>
    /// <param name="builder">What <c>AddApiKeys</c> returned.</param>
    /// <param name="configure">Changes the reading.</param>
    public static ApiKeysBuilder ConfigureSignedRequests(this ApiKeysBuilder builder, Action<ApiKeySignedRequestOptions> configure)
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

    /// <summary>Says how often the keys of WebSockets and server-sent events are looked at again.</summary>
    /// <param name="builder">What <c>AddApiKeys</c> returned.</param>
    /// <param name="configure">Changes the interval.</param>
    public static ApiKeysBuilder ConfigureLongRequests(this ApiKeysBuilder builder, Action<ApiKeyLongRequestOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Configure(configure);
        return builder;
    }

    /// <summary>
    /// Takes the keys below <c>Keys</c> in a section of the configuration: hashes in appsettings, for services with a handful of keys.
    /// A member that is misspelt or has another form stops the start: a list of addresses that is not read would open the key to all.
    /// </summary>
    /// <param name="builder">What <c>AddApiKeys</c> returned.</param>
    /// <param name="section">The section that has <c>Keys</c>, a list of <see cref="ConfiguredApiKey"/>, and nothing else.</param>
    public static ApiKeysBuilder AddConfiguredKeys(this ApiKeysBuilder builder, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(section);
        var place = section is IConfigurationSection { Path: var path } ? $"the section '{path}'" : "the configuration";
        builder.Services.AddOptions<ConfiguredApiKeysOptions>()
            .Configure(_ => ThrowIfMisshapen(section))
            .Validate<IServiceProviderIsKeyedService>(
                (options, services) => options.Keys.Count > 0 || services.IsKeyedService(typeof(IApiKeyStore), ApiKeysBuilder.InnerStoreKey),
                $"AddConfiguredKeys found no Keys in {place}.");
        builder.Services.Configure<ConfiguredApiKeysOptions>(section, binder => binder.ErrorOnUnknownConfiguration = true);
        return builder;
    }

    // The binder passes over a text where a list is expected, and over a list where a text is, even where it is to be strict.
    private static void ThrowIfMisshapen(IConfiguration section)
    {
        var keys = section.GetSection(nameof(ConfiguredApiKeysOptions.Keys));
        var error = section is IConfigurationSection own && HasText(own) ? Complaint(own, "a section with Keys") : null;
        error ??= HasText(keys) ? Complaint(keys, "a list of keys") : null;
        error ??= keys.GetChildren().Select(KeyComplaint).FirstOrDefault(complaint => complaint is not null);
        if (error is not null)
        {
            throw new OptionsValidationException(Options.Options.DefaultName, typeof(ConfiguredApiKeysOptions), [error]);
        }
    }

    private static string? KeyComplaint(IConfigurationSection key) => HasText(key) || !key.GetChildren().Any()
        ? Complaint(key, "a key with its members")
        : key.GetChildren().Select(MemberComplaint).FirstOrDefault(complaint => complaint is not null);

    private static string? MemberComplaint(IConfigurationSection member)
    {
        if (!Lists.Contains(member.Key))
        {
            return member.GetChildren().Any() ? Complaint(member, "a single value") : null;
        }

        return HasText(member) || member.GetChildren().Any(entry => entry.Value is null || entry.GetChildren().Any())
            ? Complaint(member, "a list of texts")
            : null;
    }

    private static bool HasText(IConfigurationSection section) => !string.IsNullOrEmpty(section.Value);

    // What stands there is not repeated: it may be a key.
    private static string Complaint(IConfigurationSection section, string expected) => $"AddConfiguredKeys expects {expected} at '{section.Path}'.";
}
