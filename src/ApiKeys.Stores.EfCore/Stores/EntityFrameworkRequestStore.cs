using ApiKeys.Stores.EfCore.Contexts;
using ApiKeys.Stores.EfCore.Entities;
using ApiKeys.Stores.EfCore.Mapping;
using Microsoft.EntityFrameworkCore;

namespace ApiKeys.Stores.EfCore.Stores;

/// <summary>Keeps the request log in the database.</summary>
internal sealed class EntityFrameworkRequestStore(StoreSession session) : IApiKeyRequestStore
{
    private const int Batch = 1_000;

    public async ValueTask AddAsync(IReadOnlyList<ApiKeyRequestEntry> entries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entries);
        foreach (var entry in entries)
        {
            ArgumentException.ThrowIfNullOrEmpty(entry.Id);
        }

        if (entries.Count > 0)
        {
            await session.WriteAsync((context, _, token) => AddAsync(context, entries, token), wasDone: null, cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask<IReadOnlyList<ApiKeyRequestEntry>> ListAsync(ApiKeyRequestQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (!RequestFilter.CanMatch(query))
        {
            return [];
        }

        var rows = await session.ReadAsync((context, _, token) => RequestFilter.Page(RowsOf(context).AsNoTracking(), query).ToListAsync(token), cancellationToken).ConfigureAwait(false);
        return rows.ConvertAll(RequestMapper.ToEntry);
    }

    public async ValueTask ForgetAsync(IReadOnlyCollection<string> keyIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keyIds);
        foreach (var keyId in keyIds.Where(StorableText.IsStorable))
        {
            while (await RemoveAsync(rows => rows.Where(row => row.KeyId == keyId).OrderBy(row => row.At).ThenBy(row => row.Id), Batch, cancellationToken).ConfigureAwait(false) == Batch)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    public async ValueTask<int> PruneAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        await RemoveAsync(rows => rows.Where(row => row.At < before).OrderBy(row => row.At).ThenBy(row => row.Id), limit, cancellationToken).ConfigureAwait(false);

    private static IQueryable<ApiKeyRequestEntity> RowsOf(DbContext context) => context.Set<ApiKeyRequestEntity>().IgnoreQueryFilters();

    // A batch that may have arrived before is sent again: what is there stays as it is.
    private static async Task<int> AddAsync(DbContext context, IReadOnlyList<ApiKeyRequestEntry> entries, CancellationToken cancellationToken)
    {
        var ids = entries.Select(entry => entry.Id).ToList();
        var known = (await RowsOf(context).Where(row => ids.Contains(row.Id)).Select(row => row.Id).ToListAsync(cancellationToken).ConfigureAwait(false)).ToHashSet(StringComparer.Ordinal);
        context.AddRange(entries.Where(entry => known.Add(entry.Id)).Select(RequestMapper.ToEntity));
        TrackedTexts.Check(context);
        return await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    private Task<int> RemoveAsync(Func<IQueryable<ApiKeyRequestEntity>, IQueryable<ApiKeyRequestEntity>> choose, int limit, CancellationToken cancellationToken) => session.WriteAsync(
        async (context, _, token) =>
        {
            var ids = await choose(RowsOf(context)).Take(limit).Select(row => row.Id).ToListAsync(token).ConfigureAwait(false);
            await RowsOf(context).Where(row => ids.Contains(row.Id)).ExecuteDeleteAsync(token).ConfigureAwait(false);
            return ids.Count;
        },
        wasDone: null,
        cancellationToken);
}
