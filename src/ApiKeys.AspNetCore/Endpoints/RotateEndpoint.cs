using ApiKeys.AspNetCore.Endpoints.Wire;
using ApiKeys.AspNetCore.Responses;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Endpoints;

/// <summary>Gives a key a new secret; the old one stays valid for <c>grace_seconds</c>, or as long as the host says.</summary>
internal sealed class RotateEndpoint : ManagementEndpoint
{
    private const long LongestGraceSeconds = 366L * 24 * 60 * 60;

    public override string Method => HttpMethods.Post;

    public override string Pattern => "/{id}/rotate";

    public override string Summary => "Gives a key a new secret beside the old one";

    public override BodyRule Body => BodyRule.Optional;

    public override async Task<ApiKeyRefusal?> HandleAsync(ManagementCall call)
    {
        var seconds = call.Body.OptionalInteger("grace_seconds", 0, LongestGraceSeconds);
        TimeSpan? grace = seconds is { } count ? TimeSpan.FromSeconds(count) : null;
        return call.FinalInputError() ?? await call.AnswerAsync(await call.Manager.RotateAsync(call.Id, grace, call.Actor, call.Cancellation));
    }
}
