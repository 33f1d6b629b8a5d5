using System.Collections.Frozen;
using ApiKeys.Stores;

namespace ApiKeys.Memory;

/// <summary>The keys of the host's configuration, in front of a store that may hold further ones.</summary>
internal sealed class ConfiguredApiKeyStore : IApiKeyStore
{
    private readonly FrozenDictionary<string, ApiKeyRecord> _byId;
    private readonly FrozenDictionary<string, ApiKeyRecord> _byLookupId;
    private readonly IApiKeyStore? _others;

    /// <param name="keys">Keys that were found good when the options were validated.</param>
    /// <param name="others">Where all other keys are; null: nowhere.</param>
    public ConfiguredApiKeyStore(ConfiguredApiKeysOptions keys, IApiKeyStore? others)
    {
        var records = keys.Keys.Select(key => ConfiguredKeyReader.TryRead(key, out var record, out var error) ? record : throw new InvalidOperationException(error)).ToArray();
        _byId = records.ToFrozenDictionary(record => record.Id, StringComparer.Ordinal);
        _byLookupId = records.ToFrozenDictionary(record => record.Secrets[0].LookupId, StringComparer.Ordinal);
        _others = others;
    }

    public ValueTask<ApiKeyRecord?> FindByLookupIdAsync(string lookupId, CancellationToken cancellationToken) =>
        _byLookupId.TryGetValue(lookupId, out var record) || _others is null
            ? ValueTask.FromResult(record)
            : _others.FindByLookupIdAsync(lookupId, cancellationToken);

    public ValueTask<ApiKeyRecord?> FindByIdAsync(string id, CancellationToken cancellationToken) =>
        _byId.TryGetValue(id, out var record) || _others is null
            ? ValueTask.FromResult(record)
            : _others.FindByIdAsync(id, cancellationToken);

    public async ValueTask<IReadOnlyList<ApiKeyRecord>> ListAsync(ApiKeyQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var others = _others is null ? [] : await _others.ListAsync(query, cancellationToken).ConfigureAwait(false);

        // Nothing is written down about the use of configured keys while they are asked for as unused.
        var own = query.UnusedSince is null ? _byId.Values.Where(query.Matches).Where(record => ApiKeyPosition.Of(record).IsBehind(query.After)) : [];
        return [.. others.Concat(own).OrderBy(ApiKeyPosition.Of, ApiKeyPosition.Order).Take(query.Limit)];
    }

    public async ValueTask<long> CountAsync(ApiKeyQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var own = query.UnusedSince is null ? _byId.Values.Count(query.Matches) : 0;
        return own + (_others is null ? 0 : await _others.CountAsync(query, cancellationToken).ConfigureAwait(false));
    }

    public ValueTask<ApiKeyChangeOutcome> ApplyAsync(ApiKeyChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        return _others is null || IsConfigured(change)
            ? ValueTask.FromResult(ApiKeyChangeOutcome.ReadOnly)
            : _others.ApplyAsync(change, cancellationToken);
    }

    public ValueTask<IdempotencyEntry?> FindIdempotentAsync(string key, CancellationToken cancellationToken) =>
        _others is null ? ValueTask.FromResult<IdempotencyEntry?>(null) : _others.FindIdempotentAsync(key, cancellationToken);

    public ValueTask<IReadOnlyList<string>> PruneAsync(ApiKeyPruning pruning, CancellationToken cancellationToken) =>
        _others is null ? ValueTask.FromResult<IReadOnlyList<string>>([]) : _others.PruneAsync(pruning, cancellationToken);

    private bool IsConfigured(ApiKeyChange change) =>
        _byId.ContainsKey(change.Id) || (change.Record?.Secrets.Any(secret => _byLookupId.ContainsKey(secret.LookupId)) ?? false);
}
