using ApiKeys.AspNetCore.Endpoints.Wire;
using ApiKeys.AspNetCore.Responses;
using ApiKeys.Management;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.AspNetCore.Endpoints;

/// <summary>Tells how many imported keys were not used since, so that they are stored as the other system had stored them.</summary>
internal sealed class ImportReportEndpoint : ManagementEndpoint
{
    public override string Method => HttpMethods.Get;

    public override string Pattern => "/import";

    public override string Summary => "Counts imported keys that were not used yet";

    public override bool IsChange => false;

    public override bool IsOn(ApiKeyManagementOptions options) => options.AllowImport;

    public override async Task<ApiKeyRefusal?> HandleAsync(ManagementCall call)
    {
        var counts = await call.Context.RequestServices.GetRequiredService<ApiKeyImporter>().CountUnusedAsync(call.Actor, call.Cancellation);
        return await call.AnswerAsync(StatusCodes.Status200OK, json => ImportAnswer.Write(json, counts));
    }
}
