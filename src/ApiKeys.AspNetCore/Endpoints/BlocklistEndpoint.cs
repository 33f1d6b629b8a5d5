using ApiKeys.AspNetCore.Responses;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Endpoints;

/// <summary>Shows the addresses that a tenant's keys are not admitted from (CONTRACT G-8).</summary>
internal sealed class BlocklistEndpoint : ManagementEndpoint
{
    public override string Method => HttpMethods.Get;

    public override string Pattern => "/blocklist";

    public override string Summary => "Shows the addresses that no key is admitted from";

    public override bool IsChange => false;

    public override async Task<ApiKeyRefusal?> HandleAsync(ManagementCall call) => call.DenyLists.IsOn
        ? await BlocklistAnswer.WriteAsync(call, await call.DenyLists.GetAsync(call.Actor.TenantId, call.Actor, call.Cancellation))
        : ManagementRefusals.NoDenyLists;
}
