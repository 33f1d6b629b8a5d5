using Microsoft.AspNetCore.SignalR;

namespace ApiKeys.AspNetCore.Tests.Host;

/// <summary>A hub that asks for a scope to connect, and for more on one method.</summary>
[RequireScopes("leads:read")]
public sealed class DemandHub : Hub
{
    public string Ping() => "pong";

    [RequireScopes("admin:all")]
    public string Admin() => "ADMIN RAN";
}
