namespace ApiKeys.Stores;

/// <summary>Keeps how often and when keys were used: statistics, apart from what limits them.</summary>
/// <threadsafety>Implementations are singletons and are called concurrently.</threadsafety>
public interface IApiKeyUsageStore
{
    /// <summary>Adds what was counted since the last batch.</summary>
    /// <param name="batch">The counts. A batch whose id was added before changes nothing: after a failure nobody knows whether it arrived, so it is sent again.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask AddAsync(UsageBatch batch, CancellationToken cancellationToken);

    /// <summary>What is known of a key, for each of its secrets that was used.</summary>
    /// <param name="keyId">The key's own id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<IReadOnlyList<SecretUsage>> GetAsync(string keyId, CancellationToken cancellationToken);
}
