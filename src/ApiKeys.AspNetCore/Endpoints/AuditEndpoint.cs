using ApiKeys.AspNetCore.Responses;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Endpoints;

/// <summary>The history of a tenant's keys.</summary>
internal sealed class AuditEndpoint : ManagementEndpoint
{
    public override string Method => HttpMethods.Get;

    public override string Pattern => "/audit";

    public override string Summary => "Shows what was done to keys";

    public override bool IsChange => false;

    public override async Task<ApiKeyRefusal?> HandleAsync(ManagementCall call)
    {
        var request = AuditRequest.Read(call, call.Query.Text("key_id"));
        return call.InputError() ?? await request.AnswerAsync(call);
    }
}
