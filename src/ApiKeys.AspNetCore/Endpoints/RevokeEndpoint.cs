using ApiKeys.AspNetCore.Endpoints.Wire;
using ApiKeys.AspNetCore.Responses;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Endpoints;

/// <summary>Withdraws a key for good, or switches it off where the host's callers mean that (CONTRACT C1). A second time changes nothing and answers the same (S-9).</summary>
internal sealed class RevokeEndpoint : ManagementEndpoint
{
    public override string Method => HttpMethods.Post;

    public override string Pattern => "/{id}/revoke";

    public override string Summary => "Withdraws a key";

    public override BodyRule Body => BodyRule.Optional;

    public override async Task<ApiKeyRefusal?> HandleAsync(ManagementCall call)
    {
        var reason = call.Body.OptionalText("reason");
        var isFinal = call.Body.OptionalFlag("final") ?? call.Options.Revoke == RevokeVerb.Final;
        if (!isFinal && call.Options.Revoke == RevokeVerb.Final)
        {
            call.Body.Refuse("final", "To revoke is final here; disable the key instead.");
        }
        else if (!isFinal && reason is not null)
        {
            call.Body.Refuse("reason", "A key that can be switched on again keeps no reason. Say \"final\": true to withdraw it for good.");
        }

        return call.FinalInputError() ?? await call.AnswerAsync(isFinal
            ? await call.Manager.RevokeAsync(call.Id, reason, call.Actor, call.Cancellation)
            : await call.Manager.DisableAsync(call.Id, call.Actor, call.Cancellation));
    }
}
