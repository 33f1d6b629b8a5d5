using ApiKeys.AspNetCore.Responses;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Endpoints;

/// <summary>Switches a key on again, unless it is revoked.</summary>
internal sealed class EnableEndpoint : ManagementEndpoint
{
    public override string Method => HttpMethods.Post;

    public override string Pattern => "/{id}/enable";

    public override string Summary => "Switches a key on again";

    public override BodyRule Body => BodyRule.Optional;

    public override async Task<ApiKeyRefusal?> HandleAsync(ManagementCall call) =>
        call.FinalInputError() ?? await call.AnswerAsync(await call.Manager.EnableAsync(call.Id, call.Actor, call.Cancellation));
}
