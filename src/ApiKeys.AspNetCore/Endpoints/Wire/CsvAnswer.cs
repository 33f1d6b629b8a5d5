using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Endpoints.Wire;

/// <summary>An export as CSV (RFC 4180), safe to open in a spreadsheet.</summary>
internal static class CsvAnswer
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create("\",\r\n;\t");

    /// <summary>Whether the caller wants an export: by <c>format=csv</c>, or by what it accepts.</summary>
    public static bool IsAskedFor(HttpRequest request, QueryReader query)
    {
        var format = query.Word("format", "json", "csv");
        return format == "csv" || (format is null && request.Headers.Accept.ToString().Contains("text/csv", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Writes the export; what is beyond it begins at the cursor, which the header <c>Link</c> names (RFC 8288).</summary>
    public static async Task WriteAsync(HttpContext context, string fileName, string head, IEnumerable<string?[]> rows, string? nextCursor)
    {
        var text = new StringBuilder(head).Append("\r\n");
        foreach (var cells in rows)
        {
            text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");
        }

        if (nextCursor is not null)
        {
            context.Response.Headers.Link = $"<?format=csv&cursor={Uri.EscapeDataString(nextCursor)}>; rel=\"next\"";
        }

        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.ContentLength = bytes.Length;
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}\"";
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
}
