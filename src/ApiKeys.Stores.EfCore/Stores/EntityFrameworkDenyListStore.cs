using ApiKeys.Stores.EfCore.Contexts;
using ApiKeys.Stores.EfCore.Entities;
using ApiKeys.Stores.EfCore.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace ApiKeys.Stores.EfCore.Stores;

/// <summary>Keeps deny lists in the database, one row a tenant. A change and its audit entry are one transaction, the host's where it has asked for that.</summary>
internal sealed class EntityFrameworkDenyListStore(StoreSession session) : IApiKeyDenyListStore
{
    public async ValueTask<ApiKeyDenyList> GetAsync(string? tenantId, CancellationToken cancellationToken)
    {
        var id = tenantId ?? "";
        var row = StorableText.IsStorable(id)
            ? await session.ReadForChangeAsync((context, _, token) => FindAsync(context.Set<ApiKeyDenyListEntity>().AsNoTracking(), id, token), cancellationToken).ConfigureAwait(false)
            : null;
        return row is null ? ApiKeyDenyList.NeverSet(tenantId) : new ApiKeyDenyList(tenantId, IpDenyList.Of(TextLines.Read(row.Addresses)), row.Version);
    }

    public async ValueTask<ApiKeyChangeOutcome> ApplyAsync(ApiKeyDenyListChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        return await session.WriteChangeAsync(
            (context, _, token) => ApplyAsync(context, change, token),
            (context, token) => WasAppliedAsync(context, change, token),
            cancellationToken).ConfigureAwait(false);
    }

    private static async Task<ApiKeyChangeOutcome> ApplyAsync(DbContext context, ApiKeyDenyListChange change, CancellationToken cancellationToken)
    {
        var id = change.Before.TenantId ?? "";
        var row = await FindAsync(context.Set<ApiKeyDenyListEntity>().AsTracking(), id, cancellationToken).ConfigureAwait(false);
        if ((row?.Version ?? 0) != change.Before.Version)
        {
            return ApiKeyChangeOutcome.Conflict;
        }

        row ??= context.Add(new ApiKeyDenyListEntity { TenantId = id }).Entity;
        row.Addresses = TextLines.Write(change.Addresses.Entries);
        row.Version = change.After.Version;
        if (change.Audit is { } audit)
        {
            context.Add(AuditMapper.ToEntity(audit));
        }

        // Whoever was faster in between leaves a version or a row that is in the way; this is undone then, and the next attempt sees the conflict.
        TrackedTexts.Check(context);
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        return ApiKeyChangeOutcome.Applied;
    }

    // Of two changes from one version one has applied. With an audit entry it can be told which; without one, equal lists are as good as one's own.
    private static async Task<ExecutionResult<ApiKeyChangeOutcome>> WasAppliedAsync(DbContext context, ApiKeyDenyListChange change, CancellationToken cancellationToken)
    {
        if (change.Audit is { Id: var auditId })
        {
            return new(await context.Set<ApiKeyAuditEntity>().IgnoreQueryFilters().AnyAsync(entry => entry.Id == auditId, cancellationToken).ConfigureAwait(false), ApiKeyChangeOutcome.Applied);
        }

        var row = await FindAsync(context.Set<ApiKeyDenyListEntity>().AsNoTracking(), change.Before.TenantId ?? "", cancellationToken).ConfigureAwait(false);
        return new(row is not null && row.Version == change.After.Version && row.Addresses == TextLines.Write(change.Addresses.Entries), ApiKeyChangeOutcome.Applied);
    }

    // The database's collation may hold several tenants for equal.
    private static async Task<ApiKeyDenyListEntity?> FindAsync(IQueryable<ApiKeyDenyListEntity> lists, string id, CancellationToken cancellationToken) =>
        (await lists.IgnoreQueryFilters().Where(list => list.TenantId == id).ToListAsync(cancellationToken).ConfigureAwait(false))
            .Find(list => string.Equals(list.TenantId, id, StringComparison.Ordinal));
}
