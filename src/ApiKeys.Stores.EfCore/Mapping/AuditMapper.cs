using System.Net;
using ApiKeys.Stores.EfCore.Entities;

namespace ApiKeys.Stores.EfCore.Mapping;

/// <summary>Audit entries as rows and back.</summary>
internal static class AuditMapper
{
    public static ApiKeyAuditEntity ToEntity(AuditEntry entry) => new()
    {
        Id = entry.Id,
        At = entry.At,
        Action = entry.Action,
        KeyId = entry.KeyId,
        KeyName = entry.KeyName,
        KeyNameSearch = RecordMapper.Fold(entry.KeyName),
        TenantId = entry.TenantId,
        Actor = entry.Actor,
        Address = entry.Address?.ToString(),
        Changes = StoreJson.Write(entry.Changes),
    };

    public static AuditEntry ToEntry(ApiKeyAuditEntity row) => new()
    {
        Id = row.Id,
        At = row.At,
        Action = row.Action,
        KeyId = row.KeyId,
        KeyName = row.KeyName,
        TenantId = row.TenantId,
        Actor = row.Actor,
        Address = row.Address is { } address ? IPAddress.Parse(address) : null,
        Changes = StoreJson.Read<IReadOnlyList<AuditFieldChange>>(row.Changes),
    };
}
