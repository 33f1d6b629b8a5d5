using System.Collections.Concurrent;
using System.Reflection;
using ApiKeys.AspNetCore.Admission;
using ApiKeys.AspNetCore.Authentication;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace ApiKeys.AspNetCore.Authorization;

/// <summary>Holds the demands on single methods of a hub, which the platform's authorization does not look at.</summary>
/// <remarks>The hub itself is an endpoint: its key is verified, admitted and counted when it connects.</remarks>
internal sealed class HubDemandFilter(RequestAdmitter admitter) : IHubFilter, IPostConfigureOptions<HubOptions>
{
    private readonly ConcurrentDictionary<MethodInfo, EndpointDemands?> _demands = new();

    public void PostConfigure(string? name, HubOptions options) => options.AddFilter(this);

    public ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        var demands = _demands.GetOrAdd(invocationContext.HubMethod, Read);
        if (demands is not null && (ApiKeyIdentity.FindKey(invocationContext.Context.User) is not { } key || !admitter.Meets(key, demands, context: null)))
        {
            throw new HubException($"The API key does not meet what {invocationContext.HubMethodName} asks for.");
        }

        return next(invocationContext);
    }

    private static EndpointDemands? Read(MethodInfo method)
    {
        var attributes = method.GetCustomAttributes<ApiKeyRequirementAttribute>(inherit: true).ToList();
        return attributes.Count == 0 ? null : new EndpointDemands([.. attributes, .. method.GetCustomAttributes<AllowUnrestrictedKeysAttribute>(inherit: true)]);
    }
}
