using ApiKeys.Stores.EfCore.Entities;
using Microsoft.EntityFrameworkCore;

namespace ApiKeys.Stores.EfCore.Stores;

/// <summary>What stands in the way of a change.</summary>
internal static class ChangeCheck
{
    /// <summary>Why a change is refused; null where it is not. Whoever calls holds the counter's row.</summary>
    public static async Task<ApiKeyChangeOutcome?> ComplaintAsync(DbContext context, ApiKeyChange change, ApiKeyEntity? before, CancellationToken cancellationToken)
    {
        // First of all: the key that the repeated request made may stand in its own way.
        if (change.Idempotency is { Key: var name } && await IsRepeatedAsync(context, name, cancellationToken).ConfigureAwait(false))
        {
            return ApiKeyChangeOutcome.Repeated;
        }

        if (change.Kind == ApiKeyChangeKind.Add ? before is not null : before is null)
        {
            return change.Kind == ApiKeyChangeKind.Add ? ApiKeyChangeOutcome.Duplicate : ApiKeyChangeOutcome.NotFound;
        }

        if (before is not null && before.Version != change.ExpectedVersion)
        {
            return ApiKeyChangeOutcome.Conflict;
        }

        if (change.Record is { } after && await HasForeignSecretsAsync(context, after, before, cancellationToken).ConfigureAwait(false))
        {
            return ApiKeyChangeOutcome.Duplicate;
        }

        return change.Cap is { } cap && await CountAsync(context, change.Record?.TenantId, cancellationToken).ConfigureAwait(false) >= cap ? ApiKeyChangeOutcome.CapReached : null;
    }

    private static Task<bool> IsRepeatedAsync(DbContext context, string name, CancellationToken cancellationToken) =>
        context.Set<ApiKeyIdempotencyEntity>().IgnoreQueryFilters().AnyAsync(entry => entry.Id == name, cancellationToken);

    private static async Task<bool> HasForeignSecretsAsync(DbContext context, ApiKeyRecord after, ApiKeyEntity? before, CancellationToken cancellationToken)
    {
        var fresh = after.Secrets.Select(secret => secret.LookupId).Except(before?.Secrets.Select(secret => secret.LookupId) ?? [], StringComparer.Ordinal).ToList();
        return after.Secrets.DistinctBy(secret => secret.LookupId, StringComparer.Ordinal).Count() < after.Secrets.Count
            || (fresh.Count > 0 && await context.Set<ApiKeySecretEntity>().IgnoreQueryFilters().AnyAsync(secret => fresh.Contains(secret.LookupId), cancellationToken).ConfigureAwait(false));
    }

    private static Task<int> CountAsync(DbContext context, string? tenantId, CancellationToken cancellationToken) =>
        context.Set<ApiKeyEntity>().IgnoreQueryFilters().CountAsync(key => key.TenantId == tenantId && key.RevokedAt == null && key.DeletedAt == null, cancellationToken);
}
