namespace ApiKeys.Stores;

/// <summary>Keeps the deny lists of tenants. A store implements it beside <see cref="IApiKeyStore"/>, so that list and audit trail are written together.</summary>
/// <remarks>
/// A store that cannot answer throws: the request is then answered with 503, never with a pass. Tenants compare character by character;
/// <see langword="null"/> and an empty text are the same: the list of keys without a tenant.
/// </remarks>
/// <threadsafety>Implementations are singletons and are called concurrently.</threadsafety>
public interface IApiKeyDenyListStore
{
    /// <summary>The list of a tenant; one that was never set is empty and has the version 0.</summary>
    /// <param name="tenantId">The tenant; <see langword="null"/>: for keys without one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<ApiKeyDenyList> GetAsync(string? tenantId, CancellationToken cancellationToken);

    /// <summary>Changes a list and writes its audit entry, wholly or not at all.</summary>
    /// <param name="change">What the list is to hold.</param>
    /// <param name="cancellationToken">Ends the wait; the change is then done or not done, never half.</param>
    /// <returns><see cref="ApiKeyChangeOutcome.Applied"/>, or <see cref="ApiKeyChangeOutcome.Conflict"/> where the list has changed since it was read.</returns>
    ValueTask<ApiKeyChangeOutcome> ApplyAsync(ApiKeyDenyListChange change, CancellationToken cancellationToken);
}
