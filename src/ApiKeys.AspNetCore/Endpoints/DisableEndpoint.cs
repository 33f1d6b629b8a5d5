using ApiKeys.AspNetCore.Responses;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Endpoints;

/// <summary>Switches a key off. It can be switched on again.</summary>
internal sealed class DisableEndpoint : ManagementEndpoint
{
    public override string Method => HttpMethods.Post;

    public override string Pattern => "/{id}/disable";

    public override string Summary => "Switches a key off";

    public override BodyRule Body => BodyRule.Optional;

    public override async Task<ApiKeyRefusal?> HandleAsync(ManagementCall call) =>
        call.FinalInputError() ?? await call.AnswerAsync(await call.Manager.DisableAsync(call.Id, call.Actor, call.Cancellation));
}
