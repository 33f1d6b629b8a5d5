using System.Collections.Concurrent;
using ApiKeys.Stores;

namespace ApiKeys.Memory;

/// <summary>Keeps keys in this process, until it ends.</summary>
internal sealed class InMemoryApiKeyStore : IApiKeyStore
{
    private readonly ConcurrentDictionary<string, ApiKeyRecord> _byId = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ApiKeyRecord> _byLookupId = new(StringComparer.Ordinal);
    private readonly Lock _writing = new();

    public ValueTask<ApiKeyRecord?> FindByLookupIdAsync(string lookupId, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_byLookupId.GetValueOrDefault(lookupId));

    public ValueTask<ApiKeyRecord?> FindByIdAsync(string id, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_byId.GetValueOrDefault(id));

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
        return isTaken ? ApiKeyChangeOutcome.Duplicate : null;
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
