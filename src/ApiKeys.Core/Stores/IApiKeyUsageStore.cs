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

    /// <summary>The same for several keys at once, for lists. A store that can answer with one query overrides it; this asks for one key after the other.</summary>
    /// <param name="keyIds">The keys' own ids.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    async ValueTask<IReadOnlyList<SecretUsage>> GetAsync(IReadOnlyCollection<string> keyIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keyIds);
        var all = new List<SecretUsage>();
        foreach (var id in keyIds)
        {
            all.AddRange(await GetAsync(id, cancellationToken).ConfigureAwait(false));
        }

        return all;
    }

    /// <summary>How often a key was used hour by hour, oldest first. Hours without use are left out.</summary>
    /// <param name="keyId">The key's own id.</param>
    /// <param name="from">The first instant, in UTC.</param>
    /// <param name="until">The first instant that no longer counts, in UTC.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<IReadOnlyList<UsagePoint>> GetSeriesAsync(string keyId, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>Forgets all use of keys that were removed.</summary>
    /// <param name="keyIds">The ids of the keys.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask ForgetAsync(IReadOnlyCollection<string> keyIds, CancellationToken cancellationToken);

    /// <summary>Forgets the hours before an instant. Sums and last uses stay.</summary>
    /// <param name="before">The first instant that stays, in UTC.</param>
    /// <param name="cancellationToken">Ends the wait; what is forgotten stays forgotten.</param>
    ValueTask PruneAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
