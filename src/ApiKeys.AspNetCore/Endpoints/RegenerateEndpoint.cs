using ApiKeys.AspNetCore.Responses;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Endpoints;

/// <summary>Gives a key a new secret; the old ones end at once (CONTRACT G-4).</summary>
internal sealed class RegenerateEndpoint : ManagementEndpoint
{
    public override string Method => HttpMethods.Post;

    public override string Pattern => "/{id}/regenerate";

    public override string Summary => "Gives a key a new secret, at once";

    public override BodyRule Body => BodyRule.Optional;

    public override async Task<ApiKeyRefusal?> HandleAsync(ManagementCall call) =>
        call.FinalInputError() ?? await call.AnswerAsync(await call.Manager.RegenerateAsync(call.Id, call.Actor, call.Cancellation));
}
