using System.Text.Json;
using ApiKeys.Stores;

namespace ApiKeys.AspNetCore.Endpoints.Wire;

/// <summary>Audit entries as JSON.</summary>
internal static class AuditWriter
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<AuditEntry> entries, string? nextCursor)
    {
        json.WriteStartObject();
        json.WriteStartArray("entries"u8);
        foreach (var entry in entries)
        {
            Write(json, entry);
        }

        json.WriteEndArray();
        json.WriteString("next_cursor"u8, nextCursor);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, AuditEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, entry.Id);
        json.WriteString("at"u8, InstantText.Write(entry.At));
        json.WriteString("action"u8, entry.Action);
        json.WriteString("key_id"u8, entry.KeyId);
        json.WriteString("key_name"u8, entry.KeyName);
        json.WriteString("tenant_id"u8, entry.TenantId);
        json.WriteString("actor"u8, entry.Actor);
        json.WriteString("address"u8, entry.Address?.ToString());
        json.WriteStartArray("changes"u8);
        foreach (var change in entry.Changes)
        {
            json.WriteStartObject();
            json.WriteString("field"u8, change.Field);
            json.WriteString("before"u8, change.Before);
            json.WriteString("after"u8, change.After);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
