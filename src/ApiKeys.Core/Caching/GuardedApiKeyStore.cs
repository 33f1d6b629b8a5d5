using ApiKeys.Stores;

namespace ApiKeys.Caching;

/// <summary>Waits for a store no longer than a request can, and leaves it alone while it is dead.</summary>
internal sealed class GuardedApiKeyStore(IApiKeyStore inner, TimeSpan timeout, TimeProvider time) : IApiKeyStore
{
    private readonly StoreCircuit _circuit = new(time);

    public ValueTask<ApiKeyRecord?> FindByLookupIdAsync(string lookupId, CancellationToken cancellationToken) =>
        GuardAsync(token => inner.FindByLookupIdAsync(lookupId, token), cancellationToken);

    public ValueTask<ApiKeyRecord?> FindByIdAsync(string id, CancellationToken cancellationToken) =>
        GuardAsync(token => inner.FindByIdAsync(id, token), cancellationToken);

    public ValueTask<IReadOnlyList<ApiKeyRecord>> ListAsync(ApiKeyQuery query, CancellationToken cancellationToken) =>
        GuardAsync(token => inner.ListAsync(query, token), cancellationToken);

    public ValueTask<long> CountAsync(ApiKeyQuery query, CancellationToken cancellationToken) =>
        GuardAsync(token => inner.CountAsync(query, token), cancellationToken);

    public ValueTask<ApiKeyChangeOutcome> ApplyAsync(ApiKeyChange change, CancellationToken cancellationToken) =>
        GuardAsync(token => inner.ApplyAsync(change, token), cancellationToken);

    public ValueTask<IdempotencyEntry?> FindIdempotentAsync(string key, CancellationToken cancellationToken) =>
        GuardAsync(token => inner.FindIdempotentAsync(key, token), cancellationToken);

    // Nobody waits for a pruning, and it may take its time.
    public ValueTask<IReadOnlyList<string>> PruneAsync(ApiKeyPruning pruning, CancellationToken cancellationToken) => inner.PruneAsync(pruning, cancellationToken);

    private async ValueTask<T> GuardAsync<T>(Func<CancellationToken, ValueTask<T>> call, CancellationToken cancellationToken)
    {
        _circuit.Enter();
        using var deadline = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            // The store is asked to stop, and not waited for if it does not.
            var result = await call(either.Token).AsTask().WaitAsync(either.Token).ConfigureAwait(false);
            _circuit.Succeeded();
            return result;
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw;
        }
        catch (OperationCanceledException exception)
        {
            _circuit.Failed();
            throw new ApiKeyStoreUnavailableException($"The API key store did not answer within {timeout.TotalSeconds:0.###} seconds.", exception);
        }
        catch (Exception exception)
        {
            _circuit.Failed();
            throw new ApiKeyStoreUnavailableException("The API key store failed.", exception);
        }
    }
}
