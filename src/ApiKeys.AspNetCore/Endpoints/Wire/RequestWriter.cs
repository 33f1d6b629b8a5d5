using System.Globalization;
using System.Text.Json;
using ApiKeys.Logs;
using ApiKeys.Stores;

namespace ApiKeys.AspNetCore.Endpoints.Wire;

/// <summary>Rows of the request log as JSON, and as cells of CSV.</summary>
internal static class RequestWriter
{
    public const string CsvHead = "id,at,last_at,level,kind,count,tenant_id,key_id,key_name,actor,method,route,status,duration_ms,address,request_id,reason";

    /// <summary>A page, and which kinds are logged at all: an empty page may mean that nothing happened, or that nobody wrote it down.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<ApiKeyRequestEntry> rows, string? nextCursor, ApiKeyRequestLog log)
    {
        json.WriteStartObject();
        json.WriteStartArray("requests"u8);
        foreach (var row in rows)
        {
            Write(json, row);
        }

        json.WriteEndArray();
        json.WriteString("next_cursor"u8, nextCursor);
        KeyWriter.WriteTexts(json, "logged_kinds", Enum.GetValues<ApiKeyRequestKind>().Where(log.Takes).Select(RequestWords.Of));
        json.WriteEndObject();
    }

    public static string?[] CellsOf(ApiKeyRequestEntry row) =>
    [
        row.Id,
        InstantText.Write(row.At),
        InstantText.Write(row.LastAt),
        RequestWords.LevelOf(row),
        RequestWords.Of(row.Kind),
        row.Count.ToString(CultureInfo.InvariantCulture),
        row.TenantId,
        row.KeyId,
        row.KeyName,
        row.Actor,
        row.Method,
        row.Route,
        row.Status?.ToString(CultureInfo.InvariantCulture),
        row.Duration?.TotalMilliseconds.ToString("0.###", CultureInfo.InvariantCulture),
        RequestWords.AddressOf(row),
        row.RequestId,
        RequestWords.Of(row.Reason),
    ];

    private static void Write(Utf8JsonWriter json, ApiKeyRequestEntry row)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, row.Id);
        json.WriteString("at"u8, InstantText.Write(row.At));
        json.WriteString("last_at"u8, InstantText.Write(row.LastAt));
        json.WriteString("level"u8, RequestWords.LevelOf(row));
        json.WriteString("kind"u8, RequestWords.Of(row.Kind));
        json.WriteNumber("count"u8, row.Count);
        json.WriteString("tenant_id"u8, row.TenantId);
        json.WriteString("key_id"u8, row.KeyId);
        json.WriteString("key_name"u8, row.KeyName);
        json.WriteString("actor"u8, row.Actor);
        json.WriteString("method"u8, row.Method);
        json.WriteString("route"u8, row.Route);
        WriteNumber(json, "status", row.Status);
        WriteNumber(json, "duration_ms", row.Duration is { } duration ? Math.Round((decimal)duration.TotalMilliseconds, 3) : null);
        json.WriteString("address"u8, RequestWords.AddressOf(row));
        json.WriteString("request_id"u8, row.RequestId);
        json.WriteString("reason"u8, RequestWords.Of(row.Reason));
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, decimal? number)
    {
        if (number is { } value)
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
