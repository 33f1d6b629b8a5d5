using System.Collections.Concurrent;
using ApiKeys.Stores;

namespace ApiKeys.Memory;

/// <summary>Keeps keys and their audit trail in this process, until it ends.</summary>
internal sealed class InMemoryApiKeyStore(IApiKeyUsageStore usage) : IApiKeyStore, IApiKeyAuditStore
{
    private readonly AuditTrail _audit = new();
    private readonly ConcurrentDictionary<string, ApiKeyRecord> _byId = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ApiKeyRecord> _byLookupId = new(StringComparer.Ordinal);
    private readonly Lock _writing = new();

    public ValueTask<ApiKeyRecord?> FindByLookupIdAsync(string lookupId, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_byLookupId.GetValueOrDefault(lookupId));

    public ValueTask<ApiKeyRecord?> FindByIdAsync(string id, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_byId.GetValueOrDefault(id));

    public async ValueTask<IReadOnlyList<ApiKeyRecord>> ListAsync(ApiKeyQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var page = new List<ApiKeyRecord>();
        foreach (var record in _byId.Values.Where(query.Matches).Where(record => ApiKeyPosition.Of(record).IsBehind(query.After)).OrderBy(ApiKeyPosition.Of, ApiKeyPosition.Order))
        {
            if (page.Count == query.Limit)
            {
                break;
            }

            if (await IsUnusedAsync(record, query.UnusedSince, cancellationToken).ConfigureAwait(false))
            {
                page.Add(record);
            }
        }

        return page;
    }

    public async ValueTask<long> CountAsync(ApiKeyQuery query, CancellationToken cancellationToken) =>
        (await ListAsync(query with { Limit = int.MaxValue, After = null }, cancellationToken).ConfigureAwait(false)).Count;

    public ValueTask<IReadOnlyList<AuditEntry>> ListAsync(AuditQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        lock (_writing)
        {
            return ValueTask.FromResult(_audit.List(query));
        }
    }

    public ValueTask<ApiKeyChangeOutcome> ApplyAsync(ApiKeyChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_writing)
        {
            return ValueTask.FromResult(Apply(change));
        }
    }

    private ApiKeyChangeOutcome Apply(ApiKeyChange change)
    {
        _byId.TryGetValue(change.Id, out var before);
        if (Complaint(change, before) is { } complaint)
        {
            return complaint;
        }

        // The old secrets go last: a reader in between finds the key by old or new, never a gap.
        Index(change.Record);
        Unindex(before, change.Record);
        _audit.Add(change.Audit);
        return ApiKeyChangeOutcome.Applied;
    }

    private ApiKeyChangeOutcome? Complaint(ApiKeyChange change, ApiKeyRecord? before)
    {
        if (change.Kind == ApiKeyChangeKind.Add ? before is not null : before is null)
        {
            return change.Kind == ApiKeyChangeKind.Add ? ApiKeyChangeOutcome.Duplicate : ApiKeyChangeOutcome.NotFound;
        }

        if (before is not null && before.Version != change.ExpectedVersion)
        {
            return ApiKeyChangeOutcome.Conflict;
        }

        var secrets = change.Record?.Secrets ?? [];
        var isTaken = secrets.Any(secret => _byLookupId.TryGetValue(secret.LookupId, out var holder) && holder.Id != change.Id)
            || secrets.DistinctBy(secret => secret.LookupId).Count() < secrets.Count;
        if (isTaken)
        {
            return ApiKeyChangeOutcome.Duplicate;
        }

        return change.Cap is { } cap && _byId.Values.Count(record => record.TenantId == change.Record?.TenantId && record.RevokedAt is null) >= cap
            ? ApiKeyChangeOutcome.CapReached
            : null;
    }

    private async ValueTask<bool> IsUnusedAsync(ApiKeyRecord record, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        if (since is null)
        {
            return true;
        }

        var used = await usage.GetAsync(record.Id, cancellationToken).ConfigureAwait(false);
        return record.CreatedAt <= since && used.All(entry => entry.LastUsedAt < since);
    }

    private void Index(ApiKeyRecord? record)
    {
        if (record is null)
        {
            return;
        }

        _byId[record.Id] = record;
        foreach (var secret in record.Secrets)
        {
            _byLookupId[secret.LookupId] = record;
        }
    }

    private void Unindex(ApiKeyRecord? before, ApiKeyRecord? after)
    {
        if (before is null)
        {
            return;
        }

        foreach (var secret in before.Secrets)
        {
            if (after is null || after.Secrets.All(kept => kept.LookupId != secret.LookupId))
            {
                _byLookupId.TryRemove(secret.LookupId, out _);
            }
        }

        if (after is null)
        {
            _byId.TryRemove(before.Id, out _);
        }
    }
}
