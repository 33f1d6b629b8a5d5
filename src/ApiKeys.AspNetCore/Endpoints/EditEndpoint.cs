using ApiKeys.AspNetCore.Endpoints.Wire;
using ApiKeys.AspNetCore.Responses;
using ApiKeys.Management;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Endpoints;

/// <summary>Edits a key. Of two edits that began with one version, the second is refused: by 412 where <c>If-Match</c> names it, by 409 where <c>version</c> does.</summary>
internal sealed class EditEndpoint : ManagementEndpoint
{
    public override string Method => HttpMethods.Patch;

    public override string Pattern => "/{id}";

    public override string Summary => "Edits a key";

    public override BodyRule Body => BodyRule.Required;

    public override async Task<ApiKeyRefusal?> HandleAsync(ManagementCall call)
    {
        var edit = EditBody.Read(call.Body, call.EmptyScopes, call.Options);
        if (!EntityTag.TryReadCondition(call.Context.Request, out var matched))
        {
            call.Body.Refuse("If-Match", "It is one strong tag, such as \"3\", or *.");
        }

        if (call.InputError() is { } error)
        {
            return error;
        }

        if (matched is not null && await IsOtherVersionAsync(call, matched.Value))
        {
            return ManagementRefusals.VersionMismatch;
        }

        var result = await call.Manager.EditAsync(call.Id, edit with { ExpectedVersion = edit.ExpectedVersion ?? matched }, call.Actor, call.Cancellation);
        var isConflict = !result.Succeeded && result.Errors[0].Code == ApiKeyErrorCode.Conflict;

        // Somebody was faster between the look and the change.
        return isConflict && matched is not null && await IsOtherVersionAsync(call, matched.Value) ? ManagementRefusals.VersionMismatch : await call.AnswerAsync(result);
    }

    private static async ValueTask<bool> IsOtherVersionAsync(ManagementCall call, long version) =>
        await call.Directory.GetAsync(call.Id, call.Actor, call.Cancellation) is { } key && key.Version != version;
}
