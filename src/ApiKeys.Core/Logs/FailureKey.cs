using ApiKeys.Stores;

namespace ApiKeys.Logs;

/// <summary>What makes refused requests alike: all of it equal, and addresses as far as one client chooses among them.</summary>
internal readonly record struct FailureKey(
    ApiKeyRequestKind Kind,
    string? TenantId,
    string? KeyId,
    string? Actor,
    ApiKeyFailureReason? Reason,
    int? Status,
    IpValue? Client,
    string? Route)
{
    public static FailureKey Of(ApiKeyRequestEntry entry) => new(
        entry.Kind,
        entry.TenantId,
        entry.KeyId,
        entry.Actor,
        entry.Reason,
        entry.Status,
        entry.Address is { } address ? IpValue.Of(address).Site : null,
        entry.Route);

    /// <summary>What is beyond the bound is alike in nothing but its kind.</summary>
    public static FailureKey Other(ApiKeyRequestKind kind) => new(kind, null, null, null, null, null, null, null);
}
