using System.Collections.Concurrent;

namespace ApiKeys.Memory;

/// <summary>Records by their ids and by their secrets' lookup ids. Its owner sees to it that one writes at a time; anybody may read.</summary>
internal sealed class KeyIndex
{
    private readonly ConcurrentDictionary<string, ApiKeyRecord> _byId = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ApiKeyRecord> _byLookupId = new(StringComparer.Ordinal);

    public IEnumerable<ApiKeyRecord> Records => _byId.Select(pair => pair.Value);

    public ApiKeyRecord? FindById(string id) => _byId.GetValueOrDefault(id);

    public ApiKeyRecord? FindByLookupId(string lookupId) => _byLookupId.GetValueOrDefault(lookupId);

    /// <summary>Puts a record in the place of another. The old secrets go last: a reader in between finds the key by old or new, never a gap.</summary>
    public void Replace(ApiKeyRecord? before, ApiKeyRecord? after)
    {
        if (after is not null)
        {
            _byId[after.Id] = after;
            foreach (var secret in after.Secrets)
            {
                _byLookupId[secret.LookupId] = after;
            }
        }

        foreach (var secret in before?.Secrets ?? [])
        {
            if (after is null || after.Secrets.All(kept => kept.LookupId != secret.LookupId))
            {
                _byLookupId.TryRemove(secret.LookupId, out _);
            }
        }

        if (before is not null && after is null)
        {
            _byId.TryRemove(before.Id, out _);
        }
    }

    /// <summary>Whether a record's secrets are its own: no other key has one of them, and no two are one.</summary>
    public bool HasOwnSecrets(ApiKeyRecord record) =>
        record.Secrets.All(secret => FindByLookupId(secret.LookupId) is not { } holder || holder.Id == record.Id)
        && record.Secrets.DistinctBy(secret => secret.LookupId).Count() == record.Secrets.Count;
}
