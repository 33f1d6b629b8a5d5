namespace ApiKeys.Stores;

/// <summary>Reads the audit trail. It is written by <see cref="IApiKeyStore.ApplyAsync"/> alone, together with the change it tells of.</summary>
/// <threadsafety>Implementations are singletons and are called concurrently.</threadsafety>
public interface IApiKeyAuditStore
{
    /// <summary>Entries, newest first.</summary>
    /// <param name="query">Which entries.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<IReadOnlyList<AuditEntry>> ListAsync(AuditQuery query, CancellationToken cancellationToken);
}
