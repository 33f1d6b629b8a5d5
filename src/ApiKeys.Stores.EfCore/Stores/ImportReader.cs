using System.Diagnostics.CodeAnalysis;
using ApiKeys.Stores.EfCore.Contexts;
using ApiKeys.Stores.EfCore.Entities;
using ApiKeys.Stores.EfCore.Mapping;
using Microsoft.EntityFrameworkCore;

namespace ApiKeys.Stores.EfCore.Stores;

/// <summary>Finds and counts imported secrets that were not used yet.</summary>
internal sealed class ImportReader(StoreSession session)
{
    [SuppressMessage("Globalization", "CA1309", Justification = "The database compares, by the column's collation.")]
    [SuppressMessage("Globalization", "CA1310", Justification = "The database compares, by the column's collation.")]
    public async ValueTask<IReadOnlyList<string>> ListLookupIdsAsync(string prefix, int limit, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        if (!StorableText.IsStorable(prefix))
        {
            return [];
        }

        // A range of the primary key: the first text that no longer begins like this has a greater last character.
        var end = prefix[..^1] + (char)(prefix[^1] + 1);
        var ids = await session.ReadAsync(
            (context, _, token) => Secrets(context)
                .Where(secret => string.Compare(secret.LookupId, prefix) >= 0 && string.Compare(secret.LookupId, end) < 0)
                .Join(Living(context), secret => secret.KeyId, key => key.Id, (secret, _) => secret.LookupId)
                .OrderBy(id => id).Take(limit).ToListAsync(token),
            cancellationToken).ConfigureAwait(false);
        return [.. ids.Where(id => id.StartsWith(prefix, StringComparison.Ordinal))];
    }

    public async ValueTask<IReadOnlyList<ImportedSecretCount>> CountImportedAsync(string? tenantId, bool hasNoTenant, CancellationToken cancellationToken)
    {
        if (!StorableText.IsStorable(tenantId))
        {
            return [];
        }

        var rows = await session.ReadAsync(
            (context, _, token) =>
            {
                var uses = context.Set<ApiKeyUsageEntity>().IgnoreQueryFilters().AsNoTracking();
                var keys = Living(context).Where(key => (tenantId == null || key.TenantId == tenantId) && (!hasNoTenant || key.TenantId == null));
                return (from secret in Secrets(context)
                        where secret.ImportedFormat != null
                        join key in keys on secret.KeyId equals key.Id
                        from use in uses.Where(use => use.KeyId == secret.KeyId && use.LookupId == secret.LookupId).DefaultIfEmpty()
                        group use == null ? null : (DateTimeOffset?)use.LastUsedAt by new { secret.ImportedFormat, key.TenantId } into kind
                        select new { kind.Key.ImportedFormat, kind.Key.TenantId, Count = kind.LongCount(), LastUsedAt = kind.Max() }).ToListAsync(token);
            },
            cancellationToken).ConfigureAwait(false);
        return rows.ConvertAll(row => new ImportedSecretCount(row.ImportedFormat!, row.TenantId, row.Count, row.LastUsedAt));
    }

    private static IQueryable<ApiKeySecretEntity> Secrets(DbContext context) => context.Set<ApiKeySecretEntity>().IgnoreQueryFilters().AsNoTracking();

    private static IQueryable<ApiKeyEntity> Living(DbContext context) =>
        context.Set<ApiKeyEntity>().IgnoreQueryFilters().AsNoTracking().Where(key => key.RevokedAt == null && key.DeletedAt == null);
}
