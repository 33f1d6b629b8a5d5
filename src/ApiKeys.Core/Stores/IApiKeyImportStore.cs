namespace ApiKeys.Stores;

/// <summary>Finds imported secrets that were not used yet. A store implements it beside <see cref="IApiKeyStore"/> where keys are imported into it.</summary>
/// <threadsafety>Implementations are singletons and are called concurrently.</threadsafety>
public interface IApiKeyImportStore
{
    /// <summary>Lookup ids that begin with a text, character by character, in ordinal order; those of revoked and deleted keys are left out.</summary>
    /// <param name="prefix">The beginning, which ends in a colon.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<IReadOnlyList<string>> ListLookupIdsAsync(string prefix, int limit, CancellationToken cancellationToken);

    /// <summary>How many secrets have a <see cref="SecretVersion.ImportedFormat"/>, by format and tenant; those of revoked and deleted keys are left out.</summary>
    /// <param name="tenantId">Only those of this tenant; <see langword="null"/>: of all.</param>
    /// <param name="hasNoTenant">Only those of keys without a tenant.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<IReadOnlyList<ImportedSecretCount>> CountImportedAsync(string? tenantId, bool hasNoTenant, CancellationToken cancellationToken);
}
