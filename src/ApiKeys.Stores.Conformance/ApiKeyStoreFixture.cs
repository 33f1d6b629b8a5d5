using NUnit.Framework;

namespace ApiKeys.Stores.Conformance;

/// <summary>The store that a fixture is about.</summary>
/// <remarks>Each test asks for a store of its own, which has to be empty.</remarks>
public abstract class ApiKeyStoreFixture
{
    /// <summary>An empty store for one test.</summary>
    protected abstract ValueTask<IApiKeyStore> CreateAsync();

    /// <summary>The audit trail of that store; <see langword="null"/> where it keeps none.</summary>
    /// <param name="store">What <see cref="CreateAsync"/> gave.</param>
    protected virtual IApiKeyAuditStore? AuditOf(IApiKeyStore store) => store as IApiKeyAuditStore;

    internal static async Task ApplyAsync(IApiKeyStore store, ApiKeyChange change) =>
        Assert.That(await store.ApplyAsync(change, CancellationToken.None), Is.EqualTo(ApiKeyChangeOutcome.Applied));
}
