using System.Diagnostics.CodeAnalysis;
using ApiKeys.Stores.EfCore.Contexts;
using ApiKeys.Stores.EfCore.Entities;
using ApiKeys.Stores.EfCore.Mapping;
using Microsoft.EntityFrameworkCore;

namespace ApiKeys.Stores.EfCore.Stores;

/// <summary>Lists the audit trail, newest first, by the entries' ids.</summary>
internal sealed class AuditReader(StoreSession session)
{
    public async ValueTask<IReadOnlyList<AuditEntry>> ListAsync(AuditQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (!CanMatch(query))
        {
            return [];
        }

        var rows = await session.ReadAsync(
            (context, _, token) => Filter(context.Set<ApiKeyAuditEntity>().IgnoreQueryFilters().AsNoTracking(), query)
                .OrderByDescending(entry => entry.Id).Take(query.Limit).ToListAsync(token),
            cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(AuditMapper.ToEntry)];
    }

    private static bool CanMatch(AuditQuery query) =>
        StorableText.IsStorable(query.TenantId) && StorableText.IsStorable(query.KeyId) && StorableText.IsStorable(query.Action)
        && StorableText.IsStorable(query.Actor) && StorableText.IsStorable(query.Search) && StorableText.IsStorable(query.BeforeId);

    [SuppressMessage("Globalization", "CA1309", Justification = "The database compares, by the column's collation.")]
    [SuppressMessage("Globalization", "CA1310", Justification = "The database compares, by the column's collation.")]
    private static IQueryable<ApiKeyAuditEntity> Filter(IQueryable<ApiKeyAuditEntity> entries, AuditQuery query)
    {
        entries = query.TenantId is { } tenant ? entries.Where(entry => entry.TenantId == tenant) : entries;
        entries = query.HasNoTenant ? entries.Where(entry => entry.TenantId == null) : entries;
        entries = query.KeyId is { } keyId ? entries.Where(entry => entry.KeyId == keyId) : entries;
        entries = query.Action is { } action ? entries.Where(entry => entry.Action == action) : entries;
        entries = query.Actor is { } actor ? entries.Where(entry => entry.Actor == actor) : entries;
        entries = query.From is { } from ? entries.Where(entry => entry.At >= from) : entries;
        entries = query.To is { } to ? entries.Where(entry => entry.At < to) : entries;
        entries = query.BeforeId is { } id ? entries.Where(entry => string.Compare(entry.Id, id) < 0) : entries;
        return query.Search is { } search ? Named(entries, RecordMapper.Fold(search)) : entries;
    }

    private static IQueryable<ApiKeyAuditEntity> Named(IQueryable<ApiKeyAuditEntity> entries, string part) => entries.Where(entry => entry.KeyNameSearch.Contains(part));
}
