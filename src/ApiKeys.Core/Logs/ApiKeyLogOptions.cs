using ApiKeys.Stores;

namespace ApiKeys.Logs;

/// <summary>What is written down: four switches (CONTRACT G-8), and how much may wait to be written. Read when the host starts.</summary>
public sealed class ApiKeyLogOptions
{
    /// <summary>Whether changes leave an entry in the audit trail, which is written with the change or not at all.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool ManagementActivity { get; set; } = true;

    /// <summary>Whether requests that a key was admitted to are logged, one row each.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool Calls { get; set; }

    /// <summary>Whether refused requests are logged, those of the management endpoints among them. Requests that are alike become one row with a count.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool FailedCalls { get; set; }

    /// <summary>Whether requests are logged that came from an address on a deny list. Requests that are alike become one row with a count.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool BlocklistedCalls { get; set; }

    /// <summary>How often rows are written; what a crash can lose, and for how long refused requests are counted together.</summary>
    /// <value>Default: 10 seconds. From 100 milliseconds to an hour.</value>
    public TimeSpan FlushInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How many calls may wait to be written. Further ones go unlogged, which a metric tells; requests are not affected.</summary>
    /// <value>Default: 10,000. At least 1.</value>
    public int Capacity { get; set; } = 10_000;

    /// <summary>How many rows refused requests may fill between two writes: as many of proved keys and known callers, and as many of everybody else. What is beyond is counted together.</summary>
    /// <value>Default: 500. At least 1.</value>
    public int MaxFailureRows { get; set; } = 500;

    internal bool Takes(ApiKeyRequestKind kind) => kind switch
    {
        ApiKeyRequestKind.Call => Calls,
        ApiKeyRequestKind.Failed => FailedCalls,
        _ => BlocklistedCalls,
    };
}
