using ApiKeys.AspNetCore;
using ApiKeys.AspNetCore.Callers;
using ApiKeys.AspNetCore.Endpoints;
using ApiKeys.AspNetCore.Endpoints.SalesOs;
using ApiKeys.AspNetCore.Responses;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the endpoints that manage keys.</summary>
public static class ApiKeyManagementEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps the endpoints that issue, list, edit, renew, revoke and explain keys, or those of <see cref="ApiKeyManagementOptions.Contract"/>. Say who may use them, or the start fails:
    /// <c>app.MapApiKeyManagement("/api-keys").RequireAuthorization("KeyAdmins")</c>.
    /// </summary>
    /// <param name="endpoints">The host's endpoints.</param>
    /// <param name="prefix">Where they are, such as <c>/api-keys</c>.</param>
    /// <returns>The group of all of them, for the host's own conventions.</returns>
    /// <exception cref="InvalidOperationException">The host has no API keys (<c>AddAuthentication().AddApiKey()</c> is missing), its contract is <see cref="ApiKeyManagementContract.None"/>, or there is no <c>IFeatureGate</c> where <see cref="ApiKeyManagementOptions.NeedsFeatureGate"/> asks for one.</exception>
    public static RouteGroupBuilder MapApiKeyManagement(this IEndpointRouteBuilder endpoints, string prefix)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        var frame = endpoints.ServiceProvider.GetService<ManagementFrame>()
            ?? throw new InvalidOperationException($"MapApiKeyManagement(\"{prefix}\") needs API keys. Call AddAuthentication().AddApiKey().");
        var group = endpoints.MapGroup(prefix);
        var options = endpoints.ServiceProvider.GetRequiredService<IOptions<ApiKeyManagementOptions>>().Value;
        if (options.NeedsFeatureGate && HasOpenGate(endpoints.ServiceProvider))
        {
            throw new InvalidOperationException("ApiKeyManagementOptions.NeedsFeatureGate is set, and there is no IFeatureGate. Add it with AddFeatureGate<T>(), or set NeedsFeatureGate to false.");
        }

        var contract = ContractOf(options);
        foreach (var endpoint in contract.Endpoints)
        {
            RequestDelegate run = context => frame.InvokeAsync(context, endpoint);
            group.MapMethods(endpoint.Pattern, [endpoint.Method], run)
                .WithSummary(endpoint.Summary)
                .WithDisplayName($"{endpoint.Method} {prefix.TrimEnd('/')}{endpoint.Pattern}")
                .WithMetadata(new ManagementMetadata(prefix), NoStoreMetadata.Instance);
        }

        WrongMethod.Map(group, prefix, contract, endpoints.ServiceProvider.GetRequiredService<RefusalResponder>());
        return group;
    }

    // A gate may be scoped.
    private static bool HasOpenGate(IServiceProvider services)
    {
        using var scope = services.CreateScope();
        return scope.ServiceProvider.GetRequiredService<IFeatureGate>() is OpenGate;
    }

    private static IManagementContract ContractOf(ApiKeyManagementOptions options) => options.Contract switch
    {
        ApiKeyManagementContract.SalesOs => new SalesOsContract(),
        ApiKeyManagementContract.None => throw new InvalidOperationException("ApiKeyManagementOptions.Contract is None: keys are not managed over HTTP here. Remove MapApiKeyManagement(), or choose another contract."),
        _ => new StandardContract(),
    };
}
