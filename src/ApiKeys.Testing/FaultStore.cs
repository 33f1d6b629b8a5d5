using System.Collections.Concurrent;
using ApiKeys.Stores;

namespace ApiKeys.Testing;

/// <summary>Stands in front of a store and lets it fail as a test asks. Counts and remembers what is asked of it.</summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class FaultStore : IApiKeyStore, IApiKeyAuditStore, IApiKeyDenyListStore, IApiKeyImportStore
{
    private readonly IApiKeyStore _store;
    private readonly TimeProvider _time;
    private readonly ConcurrentQueue<string> _arguments = new();
    private int _reads;
    private int _writes;

    /// <summary>Stands in front of a store.</summary>
    /// <param name="store">The store.</param>
    /// <param name="time">The clock of <see cref="Delay"/>.</param>
    public FaultStore(IApiKeyStore store, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(time);
        _store = store;
        _time = time;
    }

    /// <summary>What is to go wrong from now on.</summary>
    /// <value>Default: <see cref="StoreFault.None"/>.</value>
    public StoreFault Fault { get; set; }

    /// <summary>How long each call waits under <see cref="StoreFault.Slow"/>.</summary>
    /// <value>Default: 5 seconds.</value>
    public TimeSpan Delay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Holds callers after their read until enough have arrived; <see langword="null"/>: nobody waits.</summary>
    public ArrivalGate? Gate { get; set; }

    /// <summary>The message of what is thrown, for tests that look for it in outputs.</summary>
    /// <value>Default: <c>the store is down</c>.</value>
    public string Message { get; set; } = "the store is down";

    /// <summary>How often a key was looked for.</summary>
    public int Reads => Volatile.Read(ref _reads);

    /// <summary>How often a change was asked for.</summary>
    public int Writes => Volatile.Read(ref _writes);

    /// <summary>Every id, and every beginning of one, that a key was looked for by.</summary>
    public IReadOnlyCollection<string> Arguments => _arguments;

    /// <inheritdoc/>
    public ValueTask<ApiKeyRecord?> FindByLookupIdAsync(string lookupId, CancellationToken cancellationToken) =>
        ReadAsync(lookupId, _store.FindByLookupIdAsync, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ApiKeyRecord?> FindByIdAsync(string id, CancellationToken cancellationToken) =>
        ReadAsync(id, _store.FindByIdAsync, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ApiKeyRecord>> ListAsync(ApiKeyQuery query, CancellationToken cancellationToken) =>
        AskAsync(() => _store.ListAsync(query, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<long> CountAsync(ApiKeyQuery query, CancellationToken cancellationToken) =>
        AskAsync(() => _store.CountAsync(query, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<AuditEntry>> ListAsync(AuditQuery query, CancellationToken cancellationToken) =>
        AskAsync(() => _store is IApiKeyAuditStore audit ? audit.ListAsync(query, cancellationToken) : ValueTask.FromResult<IReadOnlyList<AuditEntry>>([]), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string>> ListLookupIdsAsync(string prefix, int limit, CancellationToken cancellationToken)
    {
        _arguments.Enqueue(prefix);
        return AskAsync(() => _store is IApiKeyImportStore imports ? imports.ListLookupIdsAsync(prefix, limit, cancellationToken) : ValueTask.FromResult<IReadOnlyList<string>>([]), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ImportedSecretCount>> CountImportedAsync(string? tenantId, bool hasNoTenant, CancellationToken cancellationToken) =>
        AskAsync(
            () => _store is IApiKeyImportStore imports ? imports.CountImportedAsync(tenantId, hasNoTenant, cancellationToken) : ValueTask.FromResult<IReadOnlyList<ImportedSecretCount>>([]),
            cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<ApiKeyChangeOutcome> ApplyAsync(ApiKeyChange change, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _writes);
        await MisbehaveAsync(cancellationToken).ConfigureAwait(false);
        if (Fault == StoreFault.ThrowBeforeCommit)
        {
            throw new StoreFaultException(Message);
        }

        var outcome = await _store.ApplyAsync(change, cancellationToken).ConfigureAwait(false);
        return Fault == StoreFault.ThrowAfterCommit ? throw new StoreFaultException(Message) : outcome;
    }

    /// <inheritdoc/>
    public ValueTask<IdempotencyEntry?> FindIdempotentAsync(string key, CancellationToken cancellationToken) =>
        AskAsync(() => _store.FindIdempotentAsync(key, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string>> PruneAsync(ApiKeyPruning pruning, CancellationToken cancellationToken) =>
        DoAsync(() => _store.PruneAsync(pruning, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ApiKeyDenyList> GetAsync(string? tenantId, CancellationToken cancellationToken) =>
        DoAsync(() => ((IApiKeyDenyListStore)_store).GetAsync(tenantId, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ApiKeyChangeOutcome> ApplyAsync(ApiKeyDenyListChange change, CancellationToken cancellationToken) =>
        DoAsync(() => ((IApiKeyDenyListStore)_store).ApplyAsync(change, cancellationToken), cancellationToken);

    private async ValueTask<ApiKeyRecord?> ReadAsync(
        string argument,
        Func<string, CancellationToken, ValueTask<ApiKeyRecord?>> read,
        CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        _arguments.Enqueue(argument);
        await MisbehaveAsync(cancellationToken).ConfigureAwait(false);
        var record = await read(argument, cancellationToken).ConfigureAwait(false);
        if (Gate is { } gate)
        {
            await gate.ArriveAsync(cancellationToken).ConfigureAwait(false);
        }

        return record;
    }

    private ValueTask<T> AskAsync<T>(Func<ValueTask<T>> question, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        return DoAsync(question, cancellationToken);
    }

    private async ValueTask<T> DoAsync<T>(Func<ValueTask<T>> question, CancellationToken cancellationToken)
    {
        await MisbehaveAsync(cancellationToken).ConfigureAwait(false);
        return await question().ConfigureAwait(false);
    }

    private Task MisbehaveAsync(CancellationToken cancellationToken) => Fault switch
    {
        StoreFault.Down => throw new StoreFaultException(Message),
        StoreFault.Slow => Task.Delay(Delay, _time, cancellationToken),
        StoreFault.Hang => Task.Delay(Timeout.InfiniteTimeSpan, _time, cancellationToken),
        _ => Task.CompletedTask,
    };
}
