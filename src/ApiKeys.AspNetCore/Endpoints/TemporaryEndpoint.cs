using ApiKeys.AspNetCore.Responses;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Endpoints;

/// <summary>Issues a short-lived key to try things with, as the host's policy says (CONTRACT N-7).</summary>
internal sealed class TemporaryEndpoint : ManagementEndpoint
{
    public override string Method => HttpMethods.Post;

    public override string Pattern => "/temporary";

    public override string Summary => "Issues a short-lived key";

    public override BodyRule Body => BodyRule.Optional;

    public override async Task<ApiKeyRefusal?> HandleAsync(ManagementCall call) =>
        call.FinalInputError() ?? await call.AnswerAsync(await call.Manager.IssueTemporaryAsync(call.Actor.TenantId, call.Actor, call.Cancellation));
}
