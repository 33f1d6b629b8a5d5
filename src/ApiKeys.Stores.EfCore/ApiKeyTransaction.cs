using Microsoft.EntityFrameworkCore;

namespace ApiKeys.Stores.EfCore;

/// <summary>Lets changes of keys take part in a transaction that the host has opened: a tenant and its first key are then made both or neither.</summary>
/// <remarks>
/// What the host changes by <c>ApiKeyManager</c> until the returned object is disposed of is written on the context's connection and holds when the host
/// commits. Until then it holds up every other change of keys, so keep the transaction short. Nothing is tried again by the store: an error is the host's,
/// who rolls back. Event sinks are told before the commit. Requests' own work (look-ups, limits, usage) takes no part.
/// </remarks>
public static class ApiKeyTransaction
{
    private static readonly AsyncLocal<DbContext?> Joined = new();

    internal static DbContext? Host => Joined.Value;

    /// <summary>Begins to take part in a context's transaction.</summary>
    /// <param name="context">A context of the host's, on the database that holds the keys, with an open transaction.</param>
    /// <returns>Ends the participation; the transaction stays open.</returns>
    /// <exception cref="InvalidOperationException">The context has no open transaction, or another one is joined already.</exception>
    public static IDisposable Join(DbContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Database.CurrentTransaction is null)
        {
            throw new InvalidOperationException("The context has no open transaction. Call context.Database.BeginTransactionAsync() first.");
        }

        if (Host is not null)
        {
            throw new InvalidOperationException("A transaction is joined already.");
        }

        Joined.Value = context;
        return new Participation();
    }

    private sealed class Participation : IDisposable
    {
        public void Dispose() => Joined.Value = null;
    }
}
