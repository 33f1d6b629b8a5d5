using ApiKeys.AspNetCore.Endpoints.Wire;
using ApiKeys.AspNetCore.Responses;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Endpoints.SalesOs;

/// <summary>Withdraws a key for good. A second time answers the same, with the first time and reason (CONTRACT S-9).</summary>
internal sealed class SalesOsRevokeEndpoint : ManagementEndpoint
{
    public override string Method => HttpMethods.Put;

    public override string Pattern => "/{id}/revoke";

    public override string Summary => "Withdraws a key for good";

    public override BodyRule Body => BodyRule.Optional;

    public override async Task<ApiKeyRefusal?> HandleAsync(ManagementCall call)
    {
        var reason = call.Body.OptionalText("reason");
        if (call.FinalInputError() is { } error)
        {
            return error;
        }

        var result = await call.Manager.RevokeAsync(call.Id, reason, call.Actor, call.Cancellation);
        return result.Succeeded
            ? await call.AnswerAsync(StatusCodes.Status200OK, json => SalesOsKeyWriter.WriteRevoked(json, result.Value, call.StatusOf(result.Value)))
            : call.RefusalOf(result.Errors);
    }
}
