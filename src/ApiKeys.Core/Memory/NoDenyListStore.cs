using ApiKeys.Stores;

namespace ApiKeys.Memory;

/// <summary>The deny lists of a host whose store keeps none. Start-up says so where they are switched on.</summary>
internal sealed class NoDenyListStore : IApiKeyDenyListStore
{
    public const string Complaint =
        "ApiKeysOptions.DenyLists is on, and the store of keys keeps no deny lists. Implement IApiKeyDenyListStore beside IApiKeyStore, register one in the services, or switch DenyLists off.";

    public ValueTask<ApiKeyDenyList> GetAsync(string? tenantId, CancellationToken cancellationToken) => throw new InvalidOperationException(Complaint);

    public ValueTask<ApiKeyChangeOutcome> ApplyAsync(ApiKeyDenyListChange change, CancellationToken cancellationToken) => throw new InvalidOperationException(Complaint);
}
