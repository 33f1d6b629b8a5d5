using ApiKeys.Stores.EfCore.Contexts;
using ApiKeys.Stores.EfCore.Entities;
using ApiKeys.Stores.EfCore.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace ApiKeys.Stores.EfCore.Stores;

/// <summary>Carries out changes, one after another: each holds the counter's row of the feed from its first read to its commit.</summary>
/// <remarks>
/// So the places in the feed follow the order of commits, and nothing that a change reads can be changed before it is done: versions, caps and
/// repeated requests need no locks of their own. What still collides came from elsewhere; it is undone and tried again.
/// </remarks>
internal sealed class KeyWriter(StoreSession session, TimeProvider time)
{
    public async ValueTask<ApiKeyChangeOutcome> ApplyAsync(ApiKeyChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        cancellationToken.ThrowIfCancellationRequested();
        var changeId = Guid.CreateVersion7(time.GetUtcNow());
        return await session.WriteChangeAsync(
            (context, _, token) => ApplyAsync(context, change, changeId, token),
            (context, token) => WasAppliedAsync(context, changeId, token),
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<ApiKeyChangeOutcome> ApplyAsync(DbContext context, ApiKeyChange change, Guid changeId, CancellationToken cancellationToken)
    {
        var counter = await FeedCounter.LockAsync(context, cancellationToken).ConfigureAwait(false);
        var before = await context.Set<ApiKeyEntity>().IgnoreQueryFilters().AsTracking().AsSingleQuery().Include(key => key.Secrets)
            .Where(key => key.Id == change.Id).SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        if (await ChangeCheck.ComplaintAsync(context, change, before, cancellationToken).ConfigureAwait(false) is { } complaint)
        {
            return complaint;
        }

        if (change.Record is { } after)
        {
            Write(context, before, after);
        }
        else
        {
            context.RemoveRange(before!.Secrets);
            context.Remove(before);
            await context.Set<ApiKeyRateEntity>().IgnoreQueryFilters().Where(rate => rate.KeyId == change.Id).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        }

        AddTraces(context, change, changeId, ++counter.Position);
        TrackedTexts.Check(context);
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        return ApiKeyChangeOutcome.Applied;
    }

    // The tracker writes the columns that differ, and no others.
    private static void Write(DbContext context, ApiKeyEntity? row, ApiKeyRecord after)
    {
        if (row is null)
        {
            context.Add(RecordMapper.ToEntity(after));
        }
        else
        {
            context.Entry(row).CurrentValues.SetValues(RecordMapper.ToEntity(after));
        }

        var old = (row?.Secrets ?? []).ToDictionary(secret => secret.LookupId, StringComparer.Ordinal);
        foreach (var secret in after.Secrets.Select((secret, i) => RecordMapper.ToEntity(after, secret, i)))
        {
            if (old.Remove(secret.LookupId, out var kept))
            {
                context.Entry(kept).CurrentValues.SetValues(secret);
            }
            else
            {
                context.Add(secret);
            }
        }

        context.RemoveRange(old.Values);
    }

    private void AddTraces(DbContext context, ApiKeyChange change, Guid changeId, long position)
    {
        var lookupIds = new[] { change.Before, change.Record }.SelectMany(record => record?.Secrets ?? []).Select(secret => secret.LookupId).Distinct(StringComparer.Ordinal);
        context.Add(new ApiKeyFeedEntity { Position = position, ChangeId = changeId, KeyId = change.Id, LookupIds = TextLines.Write(lookupIds), At = time.GetUtcNow() });
        if (change.Audit is { } audit)
        {
            context.Add(AuditMapper.ToEntity(audit));
        }

        if (change.Idempotency is { } entry)
        {
            context.Add(new ApiKeyIdempotencyEntity { Id = entry.Key, Fingerprint = entry.Fingerprint, KeyId = entry.KeyId, CreatedAt = entry.CreatedAt });
        }
    }

    private static async Task<ExecutionResult<ApiKeyChangeOutcome>> WasAppliedAsync(DbContext context, Guid changeId, CancellationToken cancellationToken) => new(
        await context.Set<ApiKeyFeedEntity>().IgnoreQueryFilters().AnyAsync(entry => entry.ChangeId == changeId, cancellationToken).ConfigureAwait(false),
        ApiKeyChangeOutcome.Applied);
}
