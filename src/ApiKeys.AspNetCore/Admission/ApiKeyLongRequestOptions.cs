namespace ApiKeys.AspNetCore.Admission;

/// <summary>What becomes of a request that outlives its key: a WebSocket, or a stream of server-sent events (ATTACKS AC-080).</summary>
/// <remarks>
/// Every other response may finish, however long it takes. A request is ended by a definite answer only: while the store cannot say
/// how things stand with a key, its requests go on.
/// </remarks>
public sealed class ApiKeyLongRequestOptions
{
    /// <summary>
    /// How often the keys of such requests are looked at again. A key that would no longer be let in ends its requests without a closing word;
    /// what another node has changed takes the lifetime of the cache longer.
    /// </summary>
    /// <value>Default: 30 seconds. From 1 second to a day; zero or <see cref="Timeout.InfiniteTimeSpan"/>: never.</value>
    public TimeSpan RecheckInterval { get; set; } = TimeSpan.FromSeconds(30);

    internal bool IsOff => RecheckInterval == TimeSpan.Zero || RecheckInterval == Timeout.InfiniteTimeSpan;
}
