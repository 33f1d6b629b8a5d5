using System.Security.Cryptography;
using System.Text.Json;
using ApiKeys.AspNetCore.Endpoints.Wire;
using ApiKeys.AspNetCore.Responses;
using ApiKeys.Management;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Endpoints;

/// <summary>Issues a key. Its text is in the 201 and nowhere else; a repetition under the same <c>Idempotency-Key</c> is told which key it was, without its text.</summary>
internal class CreateEndpoint : ManagementEndpoint
{
    private const string IdempotencyHeader = "Idempotency-Key";
    private const int LongestSearch = 100;

    public override string Method => HttpMethods.Post;

    public override string Pattern => "/";

    public override string Summary => "Issues a key";

    public override BodyRule Body => BodyRule.Required;

    public override async Task<ApiKeyRefusal?> HandleAsync(ManagementCall call)
    {
        var request = Read(call);
        var names = call.Context.Request.Headers[IdempotencyHeader];
        if (names.Count > 1)
        {
            call.Body.Refuse(IdempotencyHeader, "It is there twice.");
        }

        if (call.InputError() is { } error)
        {
            return error;
        }

        // Looked for before: what fails after the key was issued would lose its text.
        var notes = await NotesAsync(call, request);
        if (names.Count == 0)
        {
            var issued = await call.Manager.IssueAsync(request, call.Actor, call.Cancellation);
            return issued.Succeeded ? await AnswerAsync(call, issued.Value.Record, issued.Value.Secret, issued.Value.SigningSecret, notes) : RefusalOf(call, issued.Errors);
        }

        var idempotency = new ApiKeyIdempotency(names[0] ?? "", Convert.ToHexStringLower(SHA256.HashData(call.RawBody.Span)));
        var result = await call.Manager.IssueOnceAsync(request, idempotency, call.Actor, call.Cancellation);
        return result.Succeeded ? await AnswerAsync(call, result.Value.Record, result.Value.Secret, result.Value.SigningSecret, notes) : RefusalOf(call, result.Errors);
    }

    /// <summary>What the key is to be. What is wrong is said to the body's reader.</summary>
    protected virtual IssueApiKeyRequest Read(ManagementCall call) => CreateBody.Read(call.Body, call.EmptyScopes, call.Options);

    /// <summary>What the answer says beside the key.</summary>
    protected virtual async ValueTask<CreateNotes> NotesAsync(ManagementCall call, IssueApiKeyRequest request) =>
        new(HasDuplicateName: await HasNameAsync(call, request.Name), TenantName: null);

    /// <summary>Writes the key; a repeated request has no text to show.</summary>
    protected virtual void Write(Utf8JsonWriter json, ManagementCall call, ApiKeyRecord key, ApiKeySecret? secret, ApiKeySecret? signingSecret, CreateNotes notes) =>
        IssuedKeyWriter.Write(json, key, secret, signingSecret, call.StatusOf(key), notes.HasDuplicateName && secret is not null);

    /// <summary>What was wrong with the request, as its sender wrote it.</summary>
    protected virtual ApiKeyRefusal RefusalOf(ManagementCall call, IReadOnlyList<ApiKeyError> errors) => call.RefusalOf(errors);

    private Task<ApiKeyRefusal?> AnswerAsync(ManagementCall call, ApiKeyRecord key, ApiKeySecret? secret, ApiKeySecret? signingSecret, CreateNotes notes)
    {
        call.Context.Response.Headers.ETag = EntityTag.Of(key);
        if (secret is null)
        {
            call.Context.Response.Headers["Idempotency-Replayed"] = "true";
        }

        return call.AnswerAsync(secret is null ? StatusCodes.Status200OK : StatusCodes.Status201Created, json => Write(json, call, key, secret, signingSecret, notes));
    }

    private static async ValueTask<bool> HasNameAsync(ManagementCall call, string name)
    {
        if (name.Length is 0 or > LongestSearch || name.Any(char.IsControl))
        {
            return false;
        }

        var page = await call.Directory.ListAsync(new ApiKeyListRequest { Search = name, Limit = ApiKeyListRequest.MaxLimit }, call.Actor, call.Cancellation);
        return page.Succeeded && page.Value.Keys.Any(key => key.Name == name && key.RevokedAt is null);
    }
}
