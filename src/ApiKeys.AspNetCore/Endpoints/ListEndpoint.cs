using ApiKeys.AspNetCore.Endpoints.Wire;
using ApiKeys.AspNetCore.Responses;
using ApiKeys.Management;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Endpoints;

/// <summary>Lists keys, newest first, a page at a time.</summary>
internal sealed class ListEndpoint : ManagementEndpoint
{
    public override string Method => HttpMethods.Get;

    public override string Pattern => "/";

    public override string Summary => "Lists keys";

    public override bool IsChange => false;

    public override async Task<ApiKeyRefusal?> HandleAsync(ManagementCall call)
    {
        var request = Read(call.Query, call.Options);
        if (call.InputError() is { } error)
        {
            return error;
        }

        var page = await call.Directory.ListAsync(request, call.Actor, call.Cancellation);
        if (!page.Succeeded)
        {
            return call.RefusalOf(page.Errors);
        }

        var total = await call.Directory.CountAsync(request, call.Actor, call.Cancellation);
        var usage = await call.Directory.GetUsageAsync(page.Value.Keys, call.Actor, call.Cancellation);
        return await call.AnswerAsync(StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("keys"u8);
            foreach (var key in page.Value.Keys)
            {
                KeyWriter.Write(json, key, call.StatusOf(key), usage[key.Id]);
            }

            json.WriteEndArray();
            json.WriteString("next_cursor"u8, page.Value.NextCursor);
            json.WriteNumber("total"u8, total);
            json.WriteEndObject();
        });
    }

    private static ApiKeyListRequest Read(QueryReader query, ApiKeyManagementOptions options)
    {
        const int MostDays = 36_500;
        var status = query.Text("status");
        var known = status is null ? null : StatusText.Find(options, status);
        if (known is { Count: 0 })
        {
            query.Refuse("status", $"It is one of {StatusText.All(options)}.");
        }

        return new ApiKeyListRequest
        {
            Statuses = known,
            Environment = query.Text("environment"),
            Scope = query.Text("scope"),
            CustomerId = query.Text("customer_id"),
            UnusedForDays = query.Integer("unused_for_days", 1, MostDays),
            ExpiringWithinDays = query.Integer("expiring_within_days", 1, MostDays),
            Search = query.Text("search"),
            Limit = query.Integer("limit", 1, ApiKeyListRequest.MaxLimit) ?? new ApiKeyListRequest().Limit,
            Cursor = query.Text("cursor"),
        };
    }
}
