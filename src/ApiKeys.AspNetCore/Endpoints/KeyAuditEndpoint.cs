using ApiKeys.AspNetCore.Responses;
using ApiKeys.Stores;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Endpoints;

/// <summary>The history of one key, also of one that is deleted.</summary>
internal sealed class KeyAuditEndpoint : ManagementEndpoint
{
    public override string Method => HttpMethods.Get;

    public override string Pattern => "/{id}/audit";

    public override string Summary => "Shows what was done to a key";

    public override bool IsChange => false;

    public override async Task<ApiKeyRefusal?> HandleAsync(ManagementCall call)
    {
        var request = AuditRequest.Read(call, keyId: call.Id);
        if (call.InputError() is { } error)
        {
            return error;
        }

        // A key that is gone has a history; one that was never there, or is another tenant's, has none to show.
        var exists = await call.Directory.GetAsync(call.Id, call.Actor, call.Cancellation) is not null
            || (await call.Directory.ListAuditAsync(new AuditQuery { KeyId = call.Id, Limit = 1 }, call.Actor, call.Cancellation)).Count > 0;
        return exists ? await request.AnswerAsync(call) : ManagementRefusals.NotFound;
    }
}
