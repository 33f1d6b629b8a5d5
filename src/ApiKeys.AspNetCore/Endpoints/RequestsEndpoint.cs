using ApiKeys.AspNetCore.Responses;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Endpoints;

/// <summary>The request log of a tenant (CONTRACT G-8).</summary>
internal sealed class RequestsEndpoint : ManagementEndpoint
{
    public override string Method => HttpMethods.Get;

    public override string Pattern => "/requests";

    public override string Summary => "Shows what was called with keys";

    public override bool IsChange => false;

    public override async Task<ApiKeyRefusal?> HandleAsync(ManagementCall call)
    {
        var request = LogRequest.Read(call, call.Query.Text("key_id"));
        return call.InputError() ?? await request.AnswerAsync(call);
    }
}
