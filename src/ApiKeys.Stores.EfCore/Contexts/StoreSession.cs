using System.Runtime.CompilerServices;
using System.Transactions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace ApiKeys.Stores.EfCore.Contexts;

/// <summary>Runs pieces of work on contexts of their own: reads as they are, writes in one transaction that is tried again where the database undid it.</summary>
internal sealed class StoreSession(IContextSource contexts) : IDisposable
{
    private const int MostRetries = 3;
    private readonly ConditionalWeakTable<IModel, StoreModel> _models = [];
    private readonly SemaphoreSlim _oneWriter = new(1, 1);

    public async Task<T> ReadAsync<T>(Func<DbContext, StoreModel, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        using var outside = Leave(Transaction.Current);
        var lease = await contexts.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (lease.ConfigureAwait(false))
        {
            return await read(lease.Context, ModelOf(lease.Context), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Writes, wholly or not at all.</summary>
    /// <param name="write">The work. It may run several times, each time in a fresh transaction and with an empty change tracker.</param>
    /// <param name="wasDone">Tells after a commit without an answer whether it was made; null: doing it again does no harm.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<T> WriteAsync<T>(
        Func<DbContext, StoreModel, CancellationToken, Task<T>> write,
        Func<DbContext, CancellationToken, Task<ExecutionResult<T>>>? wasDone,
        CancellationToken cancellationToken) =>
        await WriteAsync(new Work<T>(write, wasDone, _ => false), cancellationToken).ConfigureAwait(false);

    /// <summary>Writes what is one statement on PostgreSQL, which needs no transaction around it and so no second question; several statements elsewhere.</summary>
    /// <param name="write">The work. It may run several times; doing it again does no harm.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<T> WriteStatementAsync<T>(Func<DbContext, StoreModel, CancellationToken, Task<T>> write, CancellationToken cancellationToken) =>
        await WriteAsync(new Work<T>(write, null, model => model.IsPostgreSql), cancellationToken).ConfigureAwait(false);

    /// <summary>Reads for a change: within the host's transaction, where it has asked for that.</summary>
    public Task<T> ReadForChangeAsync<T>(Func<DbContext, StoreModel, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        ApiKeyTransaction.Host is { } host ? HostTransaction.RunAsync(contexts, host, (context, token) => read(context, ModelOf(context), token), cancellationToken) : ReadAsync(read, cancellationToken);

    /// <summary>Writes a change: within the host's transaction, where it has asked for that, and in one of its own otherwise.</summary>
    public Task<T> WriteChangeAsync<T>(
        Func<DbContext, StoreModel, CancellationToken, Task<T>> write,
        Func<DbContext, CancellationToken, Task<ExecutionResult<T>>> wasDone,
        CancellationToken cancellationToken) =>
        ApiKeyTransaction.Host is { } host ? HostTransaction.RunAsync(contexts, host, (context, token) => write(context, ModelOf(context), token), cancellationToken) : WriteAsync(write, wasDone, cancellationToken);

    public void Dispose() => _oneWriter.Dispose();

    private async Task<T> WriteAsync<T>(Work<T> work, CancellationToken cancellationToken)
    {
        using var outside = Leave(Transaction.Current);
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await TryWriteAsync(work, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (attempt < MostRetries && DatabaseErrors.IsWorthRetrying(exception))
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    private async Task<T> TryWriteAsync<T>(Work<T> work, CancellationToken cancellationToken)
    {
        var lease = await contexts.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (lease.ConfigureAwait(false))
        {
            var model = ModelOf(lease.Context);
            using var turn = model.HasOneWriter ? await Turn.TakeAsync(_oneWriter, cancellationToken).ConfigureAwait(false) : null;

            // What fails is undone as a whole and never back to a savepoint.
            lease.Context.Database.AutoSavepointsEnabled = false;
            return await lease.Context.Database.CreateExecutionStrategy().ExecuteAsync(
                model,
                (context, known, token) => work.IsStatement(known) ? work.Write(context, known, token) : InTransactionAsync(context, known, work.Write, token),
                work.WasDone is { } wasDone ? (context, _, token) => wasDone(context, token) : null,
                cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<T> InTransactionAsync<T>(
        DbContext context,
        StoreModel model,
        Func<DbContext, StoreModel, CancellationToken, Task<T>> write,
        CancellationToken cancellationToken)
    {
        context.ChangeTracker.Clear();
        var transaction = await context.Database.BeginTransactionAsync(System.Data.IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            var result = await write(context, model, cancellationToken).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            return result;
        }
    }

    // A host's own TransactionScope is not ours to join: what is counted must stay counted when the host rolls back.
    private static TransactionScope? Leave(Transaction? ambient) =>
        ambient is null ? null : new TransactionScope(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled);

    private StoreModel ModelOf(DbContext context) => _models.GetValue(context.Model, _ => new StoreModel(context));

    private sealed record Work<T>(
        Func<DbContext, StoreModel, CancellationToken, Task<T>> Write,
        Func<DbContext, CancellationToken, Task<ExecutionResult<T>>>? WasDone,
        Func<StoreModel, bool> IsStatement);
}
