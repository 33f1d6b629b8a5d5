using System.Net;
using ApiKeys.AspNetCore.Endpoints.Wire;
using ApiKeys.AspNetCore.Responses;
using ApiKeys.Logs;
using ApiKeys.Management;
using ApiKeys.Stores;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.AspNetCore.Endpoints;

/// <summary>Which rows of the request log are asked for, and in which form.</summary>
internal sealed class LogRequest
{
    // An export is one answer; what is beyond it is asked for with the cursor in the Link header.
    private const int MostInExport = 10_000;
    private readonly ApiKeyRequestQuery _query;
    private readonly string? _cursor;
    private readonly bool _isCsv;

    private LogRequest(ApiKeyRequestQuery query, string? cursor, bool isCsv)
    {
        _query = query;
        _cursor = cursor;
        _isCsv = isCsv;
    }

    public static LogRequest Read(ManagementCall call, string? keyId)
    {
        var query = call.Query;
        var isCsv = CsvAnswer.IsAskedFor(call.Context.Request, query);
        var wanted = new ApiKeyRequestQuery
        {
            KeyId = keyId,
            Kind = query.Word("kind", RequestWords.Kinds) is { } kind ? RequestWords.Kind(kind) : null,
            StatusClass = query.Word("status", "2xx", "3xx", "4xx", "5xx") is { } status ? status[0] - '0' : null,
            From = query.Instant("from"),
            Until = query.Instant("until"),
            Actor = query.Text("actor"),
            Address = Address(query),
            Route = query.Text("route"),
            Limit = query.Integer("limit", 1, isCsv ? MostInExport : ApiKeyListRequest.MaxLimit) ?? (isCsv ? MostInExport : new ApiKeyRequestQuery().Limit),
        };
        return new LogRequest(wanted, query.Text("cursor"), isCsv);
    }

    public async Task<ApiKeyRefusal?> AnswerAsync(ManagementCall call)
    {
        var rows = new List<ApiKeyRequestEntry>();
        var cursor = _cursor;
        do
        {
            var query = _query with { Limit = Math.Min(ApiKeyListRequest.MaxLimit, _query.Limit - rows.Count) };
            var page = await call.Services.GetRequiredService<ApiKeyRequestDirectory>().ListAsync(query, cursor, call.Actor, call.Cancellation);
            if (!page.Succeeded)
            {
                return call.RefusalOf(page.Errors);
            }

            rows.AddRange(page.Value.Entries);
            cursor = page.Value.NextCursor;
        }
        while (cursor is not null && rows.Count < _query.Limit);
        if (!_isCsv)
        {
            var log = call.Services.GetRequiredService<ApiKeyRequestLog>();
            return await call.AnswerAsync(StatusCodes.Status200OK, json => RequestWriter.Write(json, rows, cursor, log));
        }

        await CsvAnswer.WriteAsync(call.Context, "api-key-requests.csv", RequestWriter.CsvHead, rows.Select(RequestWriter.CellsOf), cursor);
        return null;
    }

    private static IPAddress? Address(QueryReader query)
    {
        if (query.Text("address") is not { } text)
        {
            return null;
        }

        // Also in the form in which rows show a network that was counted together.
        var single = text.EndsWith("/64", StringComparison.Ordinal) ? text[..^3] : text;
        if (!single.Contains('/', StringComparison.Ordinal) && IpDenyList.TryCreate([single], out _, out _) && IPAddress.TryParse(single, out var address))
        {
            return address;
        }

        query.Refuse("address", "It is no IP address.");
        return null;
    }
}
