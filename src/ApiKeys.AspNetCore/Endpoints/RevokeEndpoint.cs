using ApiKeys.AspNetCore.Endpoints.Wire;
using ApiKeys.AspNetCore.Responses;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Endpoints;

/// <summary>Withdraws a key for good. A second time changes nothing and answers the same (CONTRACT S-9).</summary>
internal sealed class RevokeEndpoint : ManagementEndpoint
{
    public override string Method => HttpMethods.Post;

    public override string Pattern => "/{id}/revoke";

    public override string Summary => "Withdraws a key for good";

    public override BodyRule Body => BodyRule.Optional;

    public override async Task<ApiKeyRefusal?> HandleAsync(ManagementCall call)
    {
        var reason = call.Body.OptionalText("reason");
        return call.FinalInputError() ?? await call.AnswerAsync(await call.Manager.RevokeAsync(call.Id, reason, call.Actor, call.Cancellation));
    }
}
