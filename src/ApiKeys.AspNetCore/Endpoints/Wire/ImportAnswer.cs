using System.Text.Json;
using ApiKeys.AspNetCore.Responses;
using ApiKeys.Management;
using ApiKeys.Stores;

namespace ApiKeys.AspNetCore.Endpoints.Wire;

/// <summary>What became of an import, and what is left of it, as JSON. Never a hash.</summary>
internal static class ImportAnswer
{
    /// <param name="json">Where it is written.</param>
    /// <param name="report">What became of the rows that could be read.</param>
    /// <param name="unread">What was wrong with the others; null for one that could be read.</param>
    public static void Write(Utf8JsonWriter json, ApiKeyImportReport report, IReadOnlyList<IReadOnlyList<ApiKeyRefusalDetail>?> unread)
    {
        json.WriteStartObject();
        json.WriteBoolean("dry_run"u8, report.IsDryRun);
        json.WriteNumber("imported"u8, report.Rows.Count(row => row.Outcome == ApiKeyImportOutcome.Imported));
        json.WriteNumber("existing"u8, report.Rows.Count(row => row.Outcome == ApiKeyImportOutcome.Exists));
        json.WriteNumber("refused"u8, unread.Count(row => row is not null) + report.Rows.Count(row => row.Outcome == ApiKeyImportOutcome.Refused));
        json.WriteStartArray("rows"u8);
        var read = report.Rows.GetEnumerator();
        foreach (var (index, errors) in unread.Index())
        {
            if (errors is not null)
            {
                Write(json, index, null, "refused", errors, []);
            }
            else if (read.MoveNext())
            {
                var row = read.Current;
                Write(json, index, row.Id, NameOf(row.Outcome), [.. row.Errors.Select(error => new ApiKeyRefusalDetail(FieldOf(error.Member), error.Message))], row.Warnings);
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, IReadOnlyList<ImportedSecretCount> counts)
    {
        json.WriteStartObject();
        json.WriteNumber("unused"u8, counts.Sum(count => count.Count));
        json.WriteStartArray("groups"u8);
        foreach (var count in counts)
        {
            json.WriteStartObject();
            json.WriteString("hash_format"u8, count.Format);
            json.WriteString("tenant_id"u8, count.TenantId);
            json.WriteNumber("count"u8, count.Count);
            json.WriteString("last_used_at"u8, InstantText.Write(count.LastUsedAt));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, int index, string? id, string outcome, IReadOnlyList<ApiKeyRefusalDetail> errors, IReadOnlyList<string> warnings)
    {
        json.WriteStartObject();
        json.WriteNumber("row"u8, index);
        json.WriteString("id"u8, id);
        json.WriteString("outcome"u8, outcome);
        json.WriteStartArray("errors"u8);
        foreach (var error in errors)
        {
            json.WriteStartObject();
            json.WriteString("field"u8, error.Field);
            json.WriteString("message"u8, error.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        KeyWriter.WriteTexts(json, "warnings", warnings);
        json.WriteEndObject();
    }

    private static string NameOf(ApiKeyImportOutcome outcome) => outcome switch
    {
        ApiKeyImportOutcome.Imported => "imported",
        ApiKeyImportOutcome.Exists => "exists",
        _ => "refused",
    };

    private static string FieldOf(string? member) => member switch
    {
        null => "row",
        "Expiry" => "expires_at",
        "Prefix" => "key_prefix",
        "Last4" => "key_last_4",
        _ => JsonNamingPolicy.SnakeCaseLower.ConvertName(member),
    };
}
