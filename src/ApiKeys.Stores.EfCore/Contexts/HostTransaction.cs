using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace ApiKeys.Stores.EfCore.Contexts;

/// <summary>Works on the host's connection and in its transaction, with a context of our own: what the host tracks is the host's to save.</summary>
internal static class HostTransaction
{
    public static async Task<T> RunAsync<T>(IContextSource contexts, DbContext host, Func<DbContext, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var transaction = host.Database.CurrentTransaction ?? throw new InvalidOperationException("The transaction that was joined has ended.");
        var lease = await contexts.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (lease.ConfigureAwait(false))
        {
            var database = lease.Context.Database;
            var connectionString = database.GetConnectionString();
            database.SetDbConnection(host.Database.GetDbConnection());
            try
            {
                await database.UseTransactionAsync(transaction.GetDbTransaction(), cancellationToken).ConfigureAwait(false);
                return await work(lease.Context, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                // A pooled context goes back as it came.
                await database.UseTransactionAsync(null, CancellationToken.None).ConfigureAwait(false);
                database.SetDbConnection(null);
                database.SetConnectionString(connectionString);
            }
        }
    }
}
