using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;

namespace ApiKeys.Hashing;

/// <summary>Lets only so many slow comparisons run at once and only so many requests wait for one: a flood of keys cannot take the processors away from everybody else.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle is never asked for holds nothing to let go of, and requests may outlive the host's services.")]
internal sealed class SlowHashGate(IOptions<ApiKeyHashingOptions> options, TimeProvider time)
{
    private readonly SemaphoreSlim _running = new(options.Value.MaxConcurrentSlowHashes);
    private int _waiting;

    /// <summary>
    /// Waits for a turn and hashes, on a thread of its own: the pool's are few, and belong to requests that need no slow hash.
    /// The default of <typeparamref name="T"/> where too many wait already, where it took too long, or where there is no memory for it.
    /// </summary>
    public async ValueTask<T?> RunAsync<T>(Func<T> hash, CancellationToken cancellationToken)
    {
        if (!await TryEnterAsync(cancellationToken).ConfigureAwait(false))
        {
            return default;
        }

        try
        {
            return await Task.Factory.StartNew(() => RunAside(hash), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
        }
        catch (OutOfMemoryException)
        {
            // Argon2's memory is taken for each hash: who finds none comes again later, as where too many wait.
            return default;
        }
        finally
        {
            _running.Release();
        }
    }

    private static T RunAside<T>(Func<T> hash)
    {
        ThreadYield.Lower();
        return hash();
    }

    private async ValueTask<bool> TryEnterAsync(CancellationToken cancellationToken)
    {
        if (_running.Wait(0, CancellationToken.None))
        {
            return true;
        }

        if (Interlocked.Increment(ref _waiting) > options.Value.MaxQueuedSlowHashes)
        {
            Interlocked.Decrement(ref _waiting);
            return false;
        }

        using var deadline = new CancellationTokenSource(options.Value.SlowHashTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await _running.WaitAsync(either.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }
}
