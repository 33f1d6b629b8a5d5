using System.Security.Cryptography;
using System.Text;
using ApiKeys.Stores.EfCore.Contexts;
using ApiKeys.Stores.EfCore.Entities;
using Microsoft.EntityFrameworkCore;

namespace ApiKeys.Stores.EfCore.Stores;

/// <summary>Remembers signatures in the database, so that each is accepted once on all nodes.</summary>
internal sealed class EntityFrameworkReplayStore(StoreSession session, StoreClock clock, TimeProvider time) : IReplayStore
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(30);
    private const int Batch = 1_000;
    private readonly long _origin = time.GetTimestamp();
    private long _sweptAtTicks;

    public async ValueTask<bool> TryAddAsync(string keyId, ReadOnlyMemory<byte> signature, TimeSpan window, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keyId);
        var id = Digest(keyId, signature.Span);

        // Before the signature is remembered: what fails afterwards would have used it up, and the caller's second attempt would be a replay.
        if (IsSweepDue())
        {
            // Where more has ended than one sweep takes, the next request goes on with it.
            var swept = await session.WriteAsync(SweepAsync, wasDone: null, cancellationToken).ConfigureAwait(false);
            _ = swept == Batch ? Interlocked.Add(ref _sweptAtTicks, -SweepEvery.Ticks) : 0;
        }

        return await session.WriteStatementAsync((context, model, token) => TryAddAsync(context, model, id, window, token), cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> TryAddAsync(DbContext context, StoreModel model, string id, TimeSpan window, CancellationToken cancellationToken)
    {
        if (model.IsPostgreSql)
        {
            return await ReplayUpsert.RunAsync(context, model, clock, id, window, cancellationToken).ConfigureAwait(false);
        }

        var now = await clock.ReadAsync(context, model, cancellationToken).ConfigureAwait(false);
        var rows = context.Set<ApiKeyReplayEntity>().IgnoreQueryFilters().Where(row => row.Id == id);

        // A row that has ended is taken over by exactly one. Where there is none, exactly one insert succeeds; the others come back and find it.
        if (await rows.Where(row => row.ExpiresAt <= now).ExecuteUpdateAsync(row => row.SetProperty(replay => replay.ExpiresAt, now + window), cancellationToken).ConfigureAwait(false) == 1)
        {
            return true;
        }

        if (await rows.AnyAsync(cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        context.Add(new ApiKeyReplayEntity { Id = id, ExpiresAt = now + window });
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    private bool IsSweepDue()
    {
        var now = time.GetElapsedTime(_origin).Ticks;
        var last = Volatile.Read(ref _sweptAtTicks);
        return now - last >= SweepEvery.Ticks && Interlocked.CompareExchange(ref _sweptAtTicks, now, last) == last;
    }

    private async Task<int> SweepAsync(DbContext context, StoreModel model, CancellationToken cancellationToken)
    {
        var now = await clock.ReadAsync(context, model, cancellationToken).ConfigureAwait(false);
        var rows = context.Set<ApiKeyReplayEntity>().IgnoreQueryFilters().Where(row => row.ExpiresAt <= now);
        var ids = await rows.OrderBy(row => row.ExpiresAt).Take(Batch).Select(row => row.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        return await rows.Where(row => ids.Contains(row.Id)).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
    }

    // Fixed length in front, so that no two pairs give one text; and a spelling that no collation mistakes for another.
    private static string Digest(string keyId, ReadOnlySpan<byte> signature)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(SHA256.HashData(signature));
        hash.AppendData(Encoding.UTF8.GetBytes(keyId));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
