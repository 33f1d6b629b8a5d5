using ApiKeys.Stores;

namespace ApiKeys.AspNetCore.Endpoints.Wire;

/// <summary>Audit entries as cells of CSV.</summary>
internal static class AuditCsv
{
    public const string Head = "id,at,action,key_id,key_name,tenant_id,actor,address,changes";

    public static string?[] CellsOf(AuditEntry entry) =>
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
