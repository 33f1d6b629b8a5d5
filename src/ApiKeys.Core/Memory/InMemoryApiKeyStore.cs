using System.Collections.Concurrent;
using ApiKeys.Stores;

namespace ApiKeys.Memory;

/// <summary>Keeps keys and their audit trail in this process, until it ends.</summary>
internal sealed class InMemoryApiKeyStore : IApiKeyStore, IApiKeyAuditStore, IApiKeyDenyListStore, IApiKeyImportStore
{
    private readonly IApiKeyUsageStore _usage;
    private readonly AuditTrail _audit = new();
    private readonly KeyIndex _keys = new();
    private readonly RecordPool _pool = new();
    private readonly ConcurrentDictionary<string, IdempotencyEntry> _idempotent = new(StringComparer.Ordinal);
    private readonly Lock _writing = new();
    private readonly InMemoryDenyLists _denied;

    public InMemoryApiKeyStore(IApiKeyUsageStore usage)
    {
        _usage = usage;
        _denied = new InMemoryDenyLists(_audit, _writing);
    }

    public ValueTask<ApiKeyRecord?> FindByLookupIdAsync(string lookupId, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_keys.FindByLookupId(lookupId));

    public ValueTask<ApiKeyRecord?> FindByIdAsync(string id, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_keys.FindById(id));

    public async ValueTask<IReadOnlyList<ApiKeyRecord>> ListAsync(ApiKeyQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var page = new List<ApiKeyRecord>();
        foreach (var record in _keys.Records.Where(query.Matches).Where(record => ApiKeyPosition.Of(record).IsBehind(query.After)).OrderBy(ApiKeyPosition.Of, ApiKeyPosition.Order))
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

    public ValueTask<IdempotencyEntry?> FindIdempotentAsync(string key, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_idempotent.GetValueOrDefault(key));

    public ValueTask<IReadOnlyList<string>> ListLookupIdsAsync(string prefix, int limit, CancellationToken cancellationToken) =>
        ValueTask.FromResult(ImportedSecrets.WithPrefix(_keys.Records, prefix, limit));

    public ValueTask<IReadOnlyList<ImportedSecretCount>> CountImportedAsync(string? tenantId, bool hasNoTenant, CancellationToken cancellationToken) =>
        ImportedSecrets.CountAsync(_keys.Records, _usage, tenantId, hasNoTenant, cancellationToken);

    public ValueTask<IReadOnlyList<string>> PruneAsync(ApiKeyPruning pruning, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pruning);
        lock (_writing)
        {
            foreach (var old in _idempotent.Values.Where(entry => entry.CreatedAt < pruning.IdempotentBefore).Take(pruning.Limit).ToList())
            {
                _idempotent.TryRemove(old.Key, out _);
            }

            var deleted = _keys.Records.Where(record => record.DeletedAt < pruning.DeletedBefore).Take(pruning.Limit).ToList();
            deleted.ForEach(record => _keys.Replace(record, null));
            return ValueTask.FromResult<IReadOnlyList<string>>([.. deleted.Select(record => record.Id)]);
        }
    }

    public ValueTask<ApiKeyDenyList> GetAsync(string? tenantId, CancellationToken cancellationToken) => ValueTask.FromResult(_denied.Get(tenantId));

    public ValueTask<ApiKeyChangeOutcome> ApplyAsync(ApiKeyDenyListChange change, CancellationToken cancellationToken) => ValueTask.FromResult(_denied.Apply(change));

    private ApiKeyChangeOutcome Apply(ApiKeyChange change)
    {
        var before = _keys.FindById(change.Id);
        if (Complaint(change, before) is { } complaint)
        {
            return complaint;
        }

        _keys.Replace(before, change.Record is null ? null : _pool.Share(change.Record));
        _audit.Add(change.Audit);
        if (change.Idempotency is { } entry)
        {
            _idempotent[entry.Key] = entry;
        }

        return ApiKeyChangeOutcome.Applied;
    }

    private ApiKeyChangeOutcome? Complaint(ApiKeyChange change, ApiKeyRecord? before)
    {
        // First of all: the key that the repeated request made may stand in its own way.
        if (change.Idempotency is { } entry && _idempotent.ContainsKey(entry.Key))
        {
            return ApiKeyChangeOutcome.Repeated;
        }

        if (change.Kind == ApiKeyChangeKind.Add ? before is not null : before is null)
        {
            return change.Kind == ApiKeyChangeKind.Add ? ApiKeyChangeOutcome.Duplicate : ApiKeyChangeOutcome.NotFound;
        }

        if (before is not null && before.Version != change.ExpectedVersion)
        {
            return ApiKeyChangeOutcome.Conflict;
        }

        if (change.Record is { } after && !_keys.HasOwnSecrets(after))
        {
            return ApiKeyChangeOutcome.Duplicate;
        }

        return change.Cap is { } cap && _keys.Records.Count(record => CountsFor(change.Record?.TenantId, record)) >= cap ? ApiKeyChangeOutcome.CapReached : null;
    }

    private static bool CountsFor(string? tenantId, ApiKeyRecord record) => record.TenantId == tenantId && record is { RevokedAt: null, DeletedAt: null };

    private async ValueTask<bool> IsUnusedAsync(ApiKeyRecord record, DateTimeOffset? since, CancellationToken cancellationToken) =>
        since is null || (record.CreatedAt <= since && (await _usage.GetAsync(record.Id, cancellationToken).ConfigureAwait(false)).All(entry => entry.LastUsedAt < since));
}
