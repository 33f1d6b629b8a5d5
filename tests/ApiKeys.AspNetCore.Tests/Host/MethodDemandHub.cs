using Microsoft.AspNetCore.SignalR;

namespace ApiKeys.AspNetCore.Tests.Host;

/// <summary>A hub one of whose methods asks for a scope.</summary>
public sealed class MethodDemandHub : Hub
{
    public string Ping() => "pong";

    [RequireScopes("admin:all")]
    public string Admin() => "ADMIN RAN";
}
