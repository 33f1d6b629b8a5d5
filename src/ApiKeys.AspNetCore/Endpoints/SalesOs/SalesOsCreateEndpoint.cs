using System.Text.Json;
using ApiKeys.AspNetCore.Callers;
using ApiKeys.AspNetCore.Responses;
using ApiKeys.Management;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.AspNetCore.Endpoints.SalesOs;

/// <summary>Issues a key, with SalesOS's members and no others (CONTRACT S-4 to S-6).</summary>
internal sealed class SalesOsCreateEndpoint : CreateEndpoint
{
    protected override IssueApiKeyRequest Read(ManagementCall call) => SalesOsCreateBody.Read(call);

    protected override async ValueTask<CreateNotes> NotesAsync(ManagementCall call, IssueApiKeyRequest request) =>
        new(HasDuplicateName: false, call.Actor.TenantId is { } tenant ? (await Tenants(call).FindAsync(tenant, call.Cancellation))?.Name : null);

    protected override void Write(Utf8JsonWriter json, ManagementCall call, ApiKeyRecord key, ApiKeySecret? secret, ApiKeySecret? signingSecret, CreateNotes notes) =>
        SalesOsKeyWriter.WriteIssued(json, key, notes.TenantName, secret, signingSecret);

    protected override ApiKeyRefusal RefusalOf(ManagementCall call, IReadOnlyList<ApiKeyError> errors)
    {
        var refusal = call.RefusalOf(errors);
        return refusal with { Details = [.. refusal.Details.Select(detail => detail.Field == "name" ? detail with { Field = SalesOsCreateBody.Name } : detail)] };
    }

    private static ITenantResolver Tenants(ManagementCall call) => call.Context.RequestServices.GetRequiredService<ITenantResolver>();
}
