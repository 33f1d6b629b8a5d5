using ApiKeys.Stores;

namespace ApiKeys.Core.Tests;

/// <summary>A store that gives one record whatever it is asked for, as a database with a loose collation may, and answers changes as told.</summary>
internal sealed class LooseStore(ApiKeyRecord? record) : IApiKeyStore
{
    public ApiKeyChangeOutcome Outcome { get; set; } = ApiKeyChangeOutcome.Applied;

    public List<ApiKeyChange> Changes { get; } = [];

    public ApiKeyRecord? Record { get; set; } = record;

    public ValueTask<ApiKeyRecord?> FindByLookupIdAsync(string lookupId, CancellationToken cancellationToken) => ValueTask.FromResult(Record);

    public ValueTask<ApiKeyRecord?> FindByIdAsync(string id, CancellationToken cancellationToken) => ValueTask.FromResult(Record);

    public ValueTask<IReadOnlyList<ApiKeyRecord>> ListAsync(ApiKeyQuery query, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<ApiKeyRecord>>(Record is null ? [] : [Record]);

    public ValueTask<long> CountAsync(ApiKeyQuery query, CancellationToken cancellationToken) => ValueTask.FromResult(Record is null ? 0L : 1L);

    public ValueTask<ApiKeyChangeOutcome> ApplyAsync(ApiKeyChange change, CancellationToken cancellationToken)
    {
        Changes.Add(change);
        return ValueTask.FromResult(Outcome);
    }

    public ValueTask<IdempotencyEntry?> FindIdempotentAsync(string key, CancellationToken cancellationToken) => ValueTask.FromResult<IdempotencyEntry?>(null);

    public ValueTask<IReadOnlyList<string>> PruneAsync(ApiKeyPruning pruning, CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<string>>([]);
}
