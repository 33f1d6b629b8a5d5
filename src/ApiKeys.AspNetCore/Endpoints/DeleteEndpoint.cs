using ApiKeys.AspNetCore.Responses;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Endpoints;

/// <summary>Deletes a key, whatever its state. The audit trail stays (CONTRACT C15).</summary>
internal sealed class DeleteEndpoint : ManagementEndpoint
{
    public override string Method => HttpMethods.Delete;

    public override string Pattern => "/{id}";

    public override string Summary => "Deletes a key";

    public override BodyRule Body => BodyRule.Optional;

    public override async Task<ApiKeyRefusal?> HandleAsync(ManagementCall call)
    {
        if (call.FinalInputError() is { } error)
        {
            return error;
        }

        var result = await call.Manager.DeleteAsync(call.Id, call.Actor, call.Cancellation);
        if (!result.Succeeded)
        {
            return call.RefusalOf(result.Errors);
        }

        call.Context.Response.StatusCode = StatusCodes.Status204NoContent;
        return null;
    }
}
