using System.Runtime.InteropServices;

namespace ApiKeys.Stores.EfCore.Stores;

/// <summary>Lets those who ask for one key at the same time on one node go together: while one batch is at the database the next one gathers.</summary>
/// <remarks>Each is decided by itself, in the order of arrival. A busy key then costs a transaction a batch instead of one a request, and nobody of this node queues for the row's lock.</remarks>
internal sealed class SharedTakes(Func<string, IReadOnlyList<IReadOnlyList<RateLimit>>, CancellationToken, Task<IReadOnlyList<RateLimitDecision>>> take)
{
    private readonly Lock _lock = new();

    // A key is in it while somebody is at the database for it; its list holds those who came since.
    private readonly Dictionary<string, List<PendingTake>?> _gathering = new(StringComparer.Ordinal);

    public Task<RateLimitDecision> TakeAsync(string keyId, IReadOnlyList<RateLimit> limits, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var pending = new PendingTake(limits, cancellationToken);
        lock (_lock)
        {
            ref var gathering = ref CollectionsMarshal.GetValueRefOrAddDefault(_gathering, keyId, out var isBusy);
            if (isBusy)
            {
                (gathering ??= []).Add(pending);
                return pending.WaitAsync();
            }
        }

        _ = RunAsync(keyId, [pending]);
        return pending.WaitAsync();
    }

    private async Task RunAsync(string keyId, List<PendingTake>? batch)
    {
        for (; batch is not null; batch = Next(keyId))
        {
            await RunBatchAsync(keyId, batch).ConfigureAwait(false);
        }
    }

    private async Task RunBatchAsync(string keyId, List<PendingTake> batch)
    {
        // Given up when all have given up.
        using var end = new CancellationTokenSource();
        var waiting = batch.Count;
        var registrations = batch.ConvertAll(pending => pending.CancellationToken.UnsafeRegister(_ => Leave(ref waiting, end), null));
        try
        {
            var decisions = await take(keyId, batch.ConvertAll(pending => pending.Limits), end.Token).ConfigureAwait(false);
            for (var i = 0; i < batch.Count; i++)
            {
                batch[i].Answer(decisions[i]);
            }
        }
        catch (Exception exception)
        {
            batch.ForEach(pending => pending.Fail(exception));
        }

        foreach (var registration in registrations)
        {
            await registration.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static void Leave(ref int waiting, CancellationTokenSource end)
    {
        if (Interlocked.Decrement(ref waiting) == 0)
        {
            end.Cancel();
        }
    }

    private List<PendingTake>? Next(string keyId)
    {
        lock (_lock)
        {
            if (!_gathering.Remove(keyId, out var gathered) || gathered is null)
            {
                return null;
            }

            _gathering[keyId] = null;
            return gathered;
        }
    }
}
