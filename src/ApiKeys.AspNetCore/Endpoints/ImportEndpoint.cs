using System.Text.Json;
using ApiKeys.AspNetCore.Endpoints.Wire;
using ApiKeys.AspNetCore.Responses;
using ApiKeys.Management;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.AspNetCore.Endpoints;

/// <summary>Imports keys that another system has issued. Each is taken or refused by itself, and the answer says which.</summary>
internal sealed class ImportEndpoint : ManagementEndpoint
{
    private const string List = "keys";

    public override string Method => HttpMethods.Post;

    public override string Pattern => "/import";

    public override string Summary => "Imports keys of another system";

    public override BodyRule Body => BodyRule.Required;

    public override bool IsOn(ApiKeyManagementOptions options) => options.AllowImport;

    public override int MaxBodyBytes(ApiKeyManagementOptions options) => options.MaxImportBodyBytes;

    public override async Task<ApiKeyRefusal?> HandleAsync(ManagementCall call)
    {
        var isDryRun = call.Body.OptionalFlag("dry_run") ?? false;
        var elements = Elements(call.Body);
        if (call.FinalInputError() is { } error)
        {
            return error;
        }

        var rows = new List<ApiKeyImportRow>();
        var unread = new List<IReadOnlyList<ApiKeyRefusalDetail>?>();
        foreach (var element in elements)
        {
            unread.Add(Read(element, call.Options.IgnoreUnknownMembers, rows));
        }

        var request = new ApiKeyImportRequest { Rows = rows, IsDryRun = isDryRun };
        var result = await call.Context.RequestServices.GetRequiredService<ApiKeyImporter>().ImportAsync(request, call.Actor, call.Cancellation);
        return result.Succeeded ? await call.AnswerAsync(StatusCodes.Status200OK, json => ImportAnswer.Write(json, result.Value, unread)) : call.RefusalOf(result.Errors);
    }

    private static List<JsonElement> Elements(BodyReader body)
    {
        if (!body.TryTake(List, out var value))
        {
            body.Refuse(List, "It is required.");
        }
        else if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > ApiKeyImporter.MaxRows)
        {
            body.Refuse(List, $"It is not a list of at most {ApiKeyImporter.MaxRows} keys.");
        }
        else
        {
            return [.. value.EnumerateArray()];
        }

        return [];
    }

    // Null, and one row more, where it can be read.
    private static IReadOnlyList<ApiKeyRefusalDetail>? Read(JsonElement element, bool ignoresUnknown, List<ApiKeyImportRow> rows)
    {
        if (BodyReader.Of(element) is not { } reader)
        {
            return [new ApiKeyRefusalDetail("row", "It is not an object.")];
        }

        var row = ImportBody.Read(reader, ignoresUnknown);
        if (reader.Errors.Count > 0)
        {
            return reader.Errors;
        }

        rows.Add(row);
        return null;
    }
}
