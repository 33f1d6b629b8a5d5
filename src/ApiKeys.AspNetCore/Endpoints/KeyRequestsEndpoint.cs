using ApiKeys.AspNetCore.Responses;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Endpoints;

/// <summary>The request log of one key (CONTRACT G-8).</summary>
internal sealed class KeyRequestsEndpoint : ManagementEndpoint
{
    public override string Method => HttpMethods.Get;

    public override string Pattern => "/{id}/requests";

    public override string Summary => "Shows what was called with a key";

    public override bool IsChange => false;

    public override async Task<ApiKeyRefusal?> HandleAsync(ManagementCall call)
    {
        var request = LogRequest.Read(call, keyId: call.Id);
        if (call.InputError() is { } error)
        {
            return error;
        }

        return await call.Directory.GetAsync(call.Id, call.Actor, call.Cancellation) is null ? ManagementRefusals.NotFound : await request.AnswerAsync(call);
    }
}
