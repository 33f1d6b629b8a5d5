using System.Diagnostics.CodeAnalysis;
using ApiKeys.Stores.EfCore.Entities;
using ApiKeys.Stores.EfCore.Mapping;

namespace ApiKeys.Stores.EfCore.Stores;

/// <summary>The conditions of an <see cref="ApiKeyRequestQuery"/>, for the database to judge. They mean what <see cref="ApiKeyRequestQuery.Matches"/> means.</summary>
internal static class RequestFilter
{
    private const int ClassSize = 100;

    /// <summary>Whether a row can hold what is asked for at all.</summary>
    public static bool CanMatch(ApiKeyRequestQuery query) =>
        StorableText.IsStorable(query.TenantId) && StorableText.IsStorable(query.KeyId) && StorableText.IsStorable(query.Actor)
        && StorableText.IsStorable(query.Route) && StorableText.IsStorable(query.After?.Id);

    /// <summary>The page that is asked for.</summary>
    [SuppressMessage("Globalization", "CA1309", Justification = "The database compares, by the column's collation.")]
    [SuppressMessage("Globalization", "CA1310", Justification = "The database compares, by the column's collation.")]
    public static IQueryable<ApiKeyRequestEntity> Page(IQueryable<ApiKeyRequestEntity> rows, ApiKeyRequestQuery query)
    {
        rows = Filter(rows, query);
        if (query.After is { CreatedAt: var at, Id: var id })
        {
            rows = rows.Where(row => row.At <= at && (row.At < at || string.Compare(row.Id, id) < 0));
        }

        return rows.OrderByDescending(row => row.At).ThenByDescending(row => row.Id).Take(query.Limit);
    }

    private static IQueryable<ApiKeyRequestEntity> Filter(IQueryable<ApiKeyRequestEntity> rows, ApiKeyRequestQuery query)
    {
        rows = query.KeyId is { } keyId ? rows.Where(row => row.KeyId == keyId) : rows;
        rows = query.TenantId is { } tenant ? OfTenant(rows, tenant, query.KeyId is not null) : rows;
        rows = query.HasNoTenant ? OfTenant(rows, "", query.KeyId is not null) : rows;
        rows = (int?)query.Kind is { } kind ? rows.Where(row => row.Kind == kind) : rows;
        rows = query.StatusClass is { } first ? rows.Where(row => row.Status >= first * ClassSize && row.Status < (first + 1) * ClassSize) : rows;
        rows = query.From is { } from ? rows.Where(row => row.At >= from) : rows;
        rows = query.Until is { } until ? rows.Where(row => row.At < until) : rows;
        rows = query.Actor is { } actor ? rows.Where(row => row.Actor == actor) : rows;
        rows = query.Route is { } route ? rows.Where(row => row.Route == route) : rows;
        return query.Address is { } address ? OfAddress(rows, IpValue.Of(address)) : rows;
    }

    // Beside a key the tenant goes without saying, and a planner that takes the two for independent would expect few rows and sort all of the key's.
    // Said in this way the condition holds as before, and nobody counts on it.
    private static IQueryable<ApiKeyRequestEntity> OfTenant(IQueryable<ApiKeyRequestEntity> rows, string tenant, bool isOfKey) =>
        isOfKey ? rows.Where(row => (row.TenantId == tenant ? 1 : 0) != 0) : rows.Where(row => row.TenantId == tenant);

    private static IQueryable<ApiKeyRequestEntity> OfAddress(IQueryable<ApiKeyRequestEntity> rows, IpValue asked)
    {
        const int call = (int)ApiKeyRequestKind.Call;
        var (exact, network) = (asked.ToString(), asked.Site.ToString());
        return rows.Where(row => row.Address == (row.Kind == call ? exact : network));
    }
}
