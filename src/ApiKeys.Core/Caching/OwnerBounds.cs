using ApiKeys.Scopes;
using ApiKeys.Stores;

namespace ApiKeys.Caching;

/// <summary>Narrows a key to what its owner allows, where the host knows owners.</summary>
internal sealed class OwnerBounds(IApiKeyOwnerSource? owners, ScopeMatcher scopes, StoreGuard guard, TimeProvider time)
{
    public async ValueTask<ApiKeyRecord> ApplyAsync(ApiKeyRecord record, CancellationToken cancellationToken) =>
        owners is null ? record : Narrow(record, await guard.RunAsync(token => owners.FindAsync(record, token), cancellationToken).ConfigureAwait(false));

    private ApiKeyRecord Narrow(ApiKeyRecord record, ApiKeyOwner owner) => owner == ApiKeyOwner.Active ? record : record with
    {
        DisabledAt = owner.IsActive ? record.DisabledAt : record.DisabledAt ?? time.GetUtcNow(),
        ExpiresAt = owner.EndsAt is { } end && (record.ExpiresAt is null || end < record.ExpiresAt) ? end.ToUniversalTime() : record.ExpiresAt,
        Scopes = scopes.Narrow(record.Scopes, owner.Scopes),
    };
}
