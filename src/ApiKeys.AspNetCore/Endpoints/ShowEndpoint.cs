using ApiKeys.AspNetCore.Endpoints.Wire;
using ApiKeys.AspNetCore.Responses;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Endpoints;

/// <summary>Shows a key.</summary>
internal sealed class ShowEndpoint : ManagementEndpoint
{
    public override string Method => HttpMethods.Get;

    public override string Pattern => "/{id}";

    public override string Summary => "Shows a key";

    public override bool IsChange => false;

    public override async Task<ApiKeyRefusal?> HandleAsync(ManagementCall call)
    {
        if (await call.Directory.GetAsync(call.Id, call.Actor, call.Cancellation) is not { } key)
        {
            return ManagementRefusals.NotFound;
        }

        var usage = await call.Directory.GetUsageAsync([key], call.Actor, call.Cancellation);
        call.Context.Response.Headers.ETag = EntityTag.Of(key);
        return await call.AnswerAsync(StatusCodes.Status200OK, json => KeyWriter.Write(json, key, call.StatusOf(key), usage[key.Id]));
    }
}
