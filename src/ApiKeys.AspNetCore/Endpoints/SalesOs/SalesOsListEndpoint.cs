using System.Text.Json;
using ApiKeys.AspNetCore.Responses;
using ApiKeys.Management;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Endpoints.SalesOs;

/// <summary>Lists all keys of the tenant, newest first, in one answer (CONTRACT S-8). It is written page by page, so however many there are, few are in memory.</summary>
internal sealed class SalesOsListEndpoint : ManagementEndpoint
{
    public override string Method => HttpMethods.Get;

    public override string Pattern => "/";

    public override string Summary => "Lists keys";

    public override bool IsChange => false;

    public override async Task<ApiKeyRefusal?> HandleAsync(ManagementCall call)
    {
        // The first page before the answer begins: a store that is down is a 503. One that fails later ends the connection, so nobody takes a part for the whole.
        var page = await ReadAsync(call, cursor: null);
        call.Context.Response.ContentType = "application/json";
        var output = call.Context.Response.BodyWriter;
        await using var json = new Utf8JsonWriter(output);
        var total = 0L;
        json.WriteStartObject();
        json.WriteStartArray("keys"u8);
        while (true)
        {
            foreach (var (key, usage) in page.Keys)
            {
                SalesOsKeyWriter.WriteListed(json, key, call.StatusOf(key), usage);
                total++;
            }

            if (page.NextCursor is not { } cursor)
            {
                break;
            }

            await json.FlushAsync(call.Cancellation);
            await output.FlushAsync(call.Cancellation);
            page = await ReadAsync(call, cursor);
        }

        json.WriteEndArray();
        json.WriteNumber("total"u8, total);
        json.WriteEndObject();
        return null;
    }

    private static async ValueTask<(IReadOnlyList<(ApiKeyRecord Key, ApiKeyUsage Usage)> Keys, string? NextCursor)> ReadAsync(ManagementCall call, string? cursor)
    {
        var request = new ApiKeyListRequest { Limit = ApiKeyListRequest.MaxLimit, Cursor = cursor };
        var page = await call.Directory.ListAsync(request, call.Actor, call.Cancellation);
        var keys = page.Succeeded ? page.Value.Keys : throw new InvalidOperationException(page.Errors[0].Message);
        var usage = await call.Directory.GetUsageAsync(keys, call.Actor, call.Cancellation);
        return ([.. keys.Select(key => (key, usage[key.Id]))], page.Value.NextCursor);
    }
}
