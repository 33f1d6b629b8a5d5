using System.Buffers;
using System.Text;
using ApiKeys.Stores;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Endpoints.Wire;

/// <summary>Audit entries as CSV (RFC 4180), safe to open in a spreadsheet.</summary>
internal static class AuditCsv
{
    private const string Head = "id,at,action,key_id,key_name,tenant_id,actor,address,changes";
    private static readonly SearchValues<char> Quoted = SearchValues.Create("\",\r\n;\t");

    public static async Task WriteAsync(HttpContext context, IReadOnlyList<AuditEntry> entries)
    {
        var text = new StringBuilder(Head).Append("\r\n");
        foreach (var entry in entries)
        {
            text.AppendJoin(',', CellsOf(entry).Select(Cell)).Append("\r\n");
        }

        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.ContentLength = bytes.Length;
        context.Response.Headers.ContentDisposition = "attachment; filename=\"api-key-audit.csv\"";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    /// <summary>One cell. A spreadsheet takes what begins with one of these for a formula, and runs it (ATTACKS AC-214).</summary>
    public static string Cell(string? value)
    {
        var text = value ?? "";
        if (text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '\0')
        {
            text = $"'{text}";
        }

        return text.AsSpan().ContainsAny(Quoted) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    private static string?[] CellsOf(AuditEntry entry) =>
    [
        entry.Id,
        InstantText.Write(entry.At),
        entry.Action,
        entry.KeyId,
        entry.KeyName,
        entry.TenantId,
        entry.Actor,
        entry.Address?.ToString(),
        string.Join("; ", entry.Changes.Select(change => $"{change.Field}: {change.Before ?? "(none)"} -> {change.After ?? "(none)"}")),
    ];
}
