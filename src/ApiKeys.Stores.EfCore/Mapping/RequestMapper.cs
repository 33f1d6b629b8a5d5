using System.Net;
using ApiKeys.Stores.EfCore.Entities;

namespace ApiKeys.Stores.EfCore.Mapping;

/// <summary>Rows of the request log as rows of the database and back.</summary>
internal static class RequestMapper
{
    public static ApiKeyRequestEntity ToEntity(ApiKeyRequestEntry entry) => new()
    {
        Id = entry.Id,
        At = entry.At,
        LastAt = entry.LastAt,
        Kind = (int)entry.Kind,
        Count = entry.Count,
        TenantId = entry.TenantId ?? "",
        KeyId = entry.KeyId,
        KeyName = entry.KeyName,
        Actor = entry.Actor,
        Method = entry.Method,
        Route = entry.Route,
        Status = entry.Status,
        DurationMicroseconds = entry.Duration is { } duration ? duration.Ticks / TimeSpan.TicksPerMicrosecond : null,
        Address = entry.Address?.ToString(),
        RequestId = entry.RequestId,
        Reason = (int?)entry.Reason,
    };

    public static ApiKeyRequestEntry ToEntry(ApiKeyRequestEntity row) => new()
    {
        Id = row.Id,
        At = row.At,
        LastAt = row.LastAt,
        Kind = (ApiKeyRequestKind)row.Kind,
        Count = row.Count,
        TenantId = row.TenantId.Length == 0 ? null : row.TenantId,
        KeyId = row.KeyId,
        KeyName = row.KeyName,
        Actor = row.Actor,
        Method = row.Method,
        Route = row.Route,
        Status = row.Status,
        Duration = row.DurationMicroseconds is { } duration ? TimeSpan.FromTicks(duration * TimeSpan.TicksPerMicrosecond) : null,
        Address = row.Address is { } address ? IPAddress.Parse(address) : null,
        RequestId = row.RequestId,
        Reason = (ApiKeyFailureReason?)row.Reason,
    };
}
