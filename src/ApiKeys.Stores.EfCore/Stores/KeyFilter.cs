using System.Diagnostics.CodeAnalysis;
using ApiKeys.Stores.EfCore.Entities;
using ApiKeys.Stores.EfCore.Mapping;
using Microsoft.EntityFrameworkCore;

namespace ApiKeys.Stores.EfCore.Stores;

/// <summary>The conditions of an <see cref="ApiKeyQuery"/>, for the database to judge. They mean what <see cref="ApiKeyQuery.Matches"/> means.</summary>
internal static class KeyFilter
{
    /// <summary>Whether a row can hold what is asked for at all.</summary>
    public static bool CanMatch(ApiKeyQuery query) =>
        StorableText.IsStorable(query.TenantId) && StorableText.IsStorable(query.Environment) && StorableText.IsStorable(query.Scope)
        && StorableText.IsStorable(query.CustomerId) && StorableText.IsStorable(query.Search) && StorableText.IsStorable(query.After?.Id);

    public static IQueryable<ApiKeyEntity> Apply(DbContext context, ApiKeyQuery query)
    {
        var keys = WithStatus(context.Set<ApiKeyEntity>().IgnoreQueryFilters().AsNoTracking().AsSingleQuery(), query.Statuses, query.Now);
        keys = query.TenantId is { } tenant ? keys.Where(key => key.TenantId == tenant) : keys;
        keys = query.HasNoTenant ? keys.Where(key => key.TenantId == null) : keys;
        keys = query.Environment is { } environment ? keys.Where(key => key.Environment == environment) : keys;
        keys = query.Scope is { } scope ? Containing(keys, TextLines.Line(scope)) : keys;
        keys = query.CustomerId is { } customer ? OfCustomer(keys, TextLines.Line(customer)) : keys;
        keys = query.ExpiresBefore is { } end ? keys.Where(key => key.ExpiresAt < end && key.ExpiresAt > query.Now) : keys;
        keys = query.UnusedSince is { } since ? Unused(context, keys, since) : keys;
        return query.Search is { } search ? Named(keys, RecordMapper.Fold(search)) : keys;
    }

    /// <summary>Only what comes behind a place of the list.</summary>
    [SuppressMessage("Globalization", "CA1309", Justification = "The database compares, by the column's collation.")]
    [SuppressMessage("Globalization", "CA1310", Justification = "The database compares, by the column's collation.")]
    public static IQueryable<ApiKeyEntity> Behind(IQueryable<ApiKeyEntity> keys, ApiKeyPosition? place)
    {
        if (place is null)
        {
            return keys;
        }

        var (createdAt, id) = place;
        return keys.Where(key => key.CreatedAt <= createdAt && (key.CreatedAt < createdAt || string.Compare(key.Id, id) < 0));
    }

    // As ApiKeyRecord.GetStatus works it out: deleted outweighs revoked, which outweighs disabled, which outweighs what the clock says.
    private static IQueryable<ApiKeyEntity> WithStatus(IQueryable<ApiKeyEntity> keys, IReadOnlyList<ApiKeyStatus>? statuses, DateTimeOffset now)
    {
        if (statuses is null)
        {
            return keys.Where(key => key.DeletedAt == null);
        }

        var deleted = statuses.Contains(ApiKeyStatus.Deleted);
        var revoked = statuses.Contains(ApiKeyStatus.Revoked);
        var disabled = statuses.Contains(ApiKeyStatus.Disabled);
        var expired = statuses.Contains(ApiKeyStatus.Expired);
        var later = statuses.Contains(ApiKeyStatus.NotYetValid);
        var active = statuses.Contains(ApiKeyStatus.Active);
        return keys.Where(key => key.DeletedAt != null ? deleted
            : key.RevokedAt != null ? revoked
            : key.DisabledAt != null ? disabled
            : key.ExpiresAt <= now ? expired
            : key.NotBeforeAt > now ? later
            : active);
    }

    private static IQueryable<ApiKeyEntity> Containing(IQueryable<ApiKeyEntity> keys, string line) => keys.Where(key => key.Scopes.Contains(line));

    private static IQueryable<ApiKeyEntity> OfCustomer(IQueryable<ApiKeyEntity> keys, string line) => keys.Where(key => key.CustomerIds!.Contains(line));

    private static IQueryable<ApiKeyEntity> Named(IQueryable<ApiKeyEntity> keys, string part) => keys.Where(key => key.NameSearch.Contains(part));

    private static IQueryable<ApiKeyEntity> Unused(DbContext context, IQueryable<ApiKeyEntity> keys, DateTimeOffset since)
    {
        var uses = context.Set<ApiKeyUsageEntity>().IgnoreQueryFilters();
        return keys.Where(key => key.CreatedAt <= since && !uses.Any(use => use.KeyId == key.Id && use.LastUsedAt >= since));
    }
}
