using ApiKeys.AspNetCore.Endpoints.Wire;
using ApiKeys.AspNetCore.Responses;
using ApiKeys.Management;
using ApiKeys.Stores;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Endpoints;

/// <summary>Which audit entries are asked for, and in which form.</summary>
internal sealed class AuditRequest
{
    // An export is one answer; what is beyond it is asked for with the cursor in the Link header.
    private const int MostInExport = 10_000;
    private readonly AuditQuery _query;
    private readonly bool _isCsv;

    private AuditRequest(AuditQuery query, bool isCsv)
    {
        _query = query;
        _isCsv = isCsv;
    }

    public static AuditRequest Read(ManagementCall call, string? keyId)
    {
        var query = call.Query;
        var isCsv = CsvAnswer.IsAskedFor(call.Context.Request, query);
        var audit = new AuditQuery
        {
            KeyId = keyId,
            Action = query.Text("action"),
            Actor = query.Text("actor"),
            From = query.Instant("from"),
            To = query.Instant("until"),
            Search = query.Text("search"),
            BeforeId = query.Text("cursor"),
            Limit = query.Integer("limit", 1, isCsv ? MostInExport : ApiKeyListRequest.MaxLimit) ?? (isCsv ? MostInExport : new AuditQuery().Limit),
        };
        return new AuditRequest(audit, isCsv);
    }

    public async Task<ApiKeyRefusal?> AnswerAsync(ManagementCall call)
    {
        var entries = new List<AuditEntry>();
        var hasMore = true;
        while (hasMore && entries.Count < _query.Limit)
        {
            hasMore = await ReadAsync(call, entries, Math.Min(ApiKeyListRequest.MaxLimit, _query.Limit - entries.Count));
        }

        // A full page may be the last one.
        var cursor = hasMore && await ReadAsync(call, [.. entries.TakeLast(1)], 1) ? entries[^1].Id : null;
        if (!_isCsv)
        {
            return await call.AnswerAsync(StatusCodes.Status200OK, json => AuditWriter.Write(json, entries, cursor));
        }

        await CsvAnswer.WriteAsync(call.Context, "api-key-audit.csv", AuditCsv.Head, entries.Select(AuditCsv.CellsOf), cursor);
        return null;
    }

    // Whether there were as many as asked for.
    private async ValueTask<bool> ReadAsync(ManagementCall call, List<AuditEntry> entries, int limit)
    {
        var query = _query with { BeforeId = entries.Count == 0 ? _query.BeforeId : entries[^1].Id, Limit = limit };
        var page = await call.Directory.ListAuditAsync(query, call.Actor, call.Cancellation);
        entries.AddRange(page);
        return page.Count == limit;
    }
}
