using ApiKeys.Stores;

namespace ApiKeys.Logs;

/// <summary>Refused requests that are alike, counted. Its owner sees to it that one calls at a time.</summary>
internal sealed class FailureSum(FailureKey key, ApiKeyRequestEntry first)
{
    private string? _method = first.Method;
    private DateTimeOffset _lastAt = first.LastAt;
    private long _count;

    public void Add(ApiKeyRequestEntry entry)
    {
        _count += entry.Count;
        _lastAt = entry.LastAt > _lastAt ? entry.LastAt : _lastAt;
        _method = entry.Method == _method ? _method : null;
    }

    public ApiKeyRequestEntry ToEntry() => new()
    {
        Kind = key.Kind,
        At = first.At,
        LastAt = _lastAt,
        Count = _count,
        TenantId = key.TenantId,
        KeyId = key.KeyId,
        KeyName = key.KeyId is null ? null : first.KeyName,
        Actor = key.Actor,
        Method = _method,
        Route = key.Route,
        Status = key.Status,
        Address = key.Client?.ToAddress(),
        Reason = key.Reason,
    };
}
