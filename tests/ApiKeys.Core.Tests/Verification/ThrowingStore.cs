using ApiKeys.Stores;

namespace ApiKeys.Core.Tests.Verification;

/// <summary>A store that throws at once, before it gives a task.</summary>
internal sealed class ThrowingStore(Exception exception) : IApiKeyStore
{
    public ValueTask<ApiKeyRecord?> FindByLookupIdAsync(string lookupId, CancellationToken cancellationToken) => throw exception;

    public ValueTask<ApiKeyRecord?> FindByIdAsync(string id, CancellationToken cancellationToken) => throw exception;

    public ValueTask<IReadOnlyList<ApiKeyRecord>> ListAsync(ApiKeyQuery query, CancellationToken cancellationToken) => throw exception;

    public ValueTask<long> CountAsync(ApiKeyQuery query, CancellationToken cancellationToken) => throw exception;

    public ValueTask<ApiKeyChangeOutcome> ApplyAsync(ApiKeyChange change, CancellationToken cancellationToken) => throw exception;

    public ValueTask<IdempotencyEntry?> FindIdempotentAsync(string key, CancellationToken cancellationToken) => throw exception;

    public ValueTask<IReadOnlyList<string>> PruneAsync(ApiKeyPruning pruning, CancellationToken cancellationToken) => throw exception;
}
