using ApiKeys.Stores;

namespace ApiKeys.Caching;

/// <summary>Waits for a store no longer than a request can, and leaves it alone while it is dead.</summary>
internal sealed class StoreGuard(TimeSpan timeout, TimeSpan patience, TimeProvider time)
{
    private readonly StoreCircuit _circuit = new(time);

    /// <exception cref="ApiKeyStoreUnavailableException">The store failed, took too long, or is not asked at the moment.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public ValueTask<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> call, CancellationToken cancellationToken) =>
        RunAsync(call, timeout, nameof(ApiKeyCacheOptions.StoreTimeout), cancellationToken);

    /// <summary>The same for what a person waits for, and no request.</summary>
    public ValueTask<T> RunPatientlyAsync<T>(Func<CancellationToken, ValueTask<T>> call, CancellationToken cancellationToken) =>
        RunAsync(call, patience, nameof(ApiKeyCacheOptions.ManagementTimeout), cancellationToken);

    private async ValueTask<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> call, TimeSpan longest, string option, CancellationToken cancellationToken)
    {
        _circuit.Enter();
        using var deadline = new CancellationTokenSource(longest, time);
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
            throw new ApiKeyStoreUnavailableException($"The API key store did not answer within {longest.TotalSeconds:0.###} seconds (ApiKeyCacheOptions.{option}).", exception);
        }
        catch (Exception exception)
        {
            _circuit.Failed();
            throw new ApiKeyStoreUnavailableException("The API key store failed.", exception);
        }
    }
}
