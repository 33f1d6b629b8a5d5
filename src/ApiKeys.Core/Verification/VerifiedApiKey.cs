using ApiKeys.Hashing;
using ApiKeys.RateLimiting;
using ApiKeys.Usage;

namespace ApiKeys.Verification;

/// <summary>A key that was presented with the right secret and passed every check.</summary>
/// <remarks>It belongs to the host that verified it: what it keeps for later requests (where they are counted, the hash as it was read) is that host's.</remarks>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class VerifiedApiKey
{
    private UsageCounter? _uses;
    private KeyWindows? _windows;

    /// <summary>Joins a record to the secret that was presented.</summary>
    /// <param name="record">The key.</param>
    /// <param name="secret">The one of its secrets that was presented.</param>
    public VerifiedApiKey(ApiKeyRecord record, SecretVersion secret)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(secret);
        Record = record;
        Secret = secret;
    }

    /// <summary>The key.</summary>
    public ApiKeyRecord Record { get; }

    /// <summary>The one of its secrets that was presented.</summary>
    public SecretVersion Secret { get; }

    /// <summary>The secret's hash as it was read for the first of many comparisons; null before.</summary>
    internal PreparedHash? Hash { get; set; }

    /// <summary>Where the secret's uses are counted at the moment; null before the first one.</summary>
    internal ref UsageCounter? Uses => ref _uses;

    /// <summary>Where its limits are counted in this process; null before the first one.</summary>
    internal ref KeyWindows? Windows => ref _windows;

    /// <summary>The key's own id.</summary>
    public string Id => Record.Id;

    /// <summary>The tenant that the key belongs to.</summary>
    public string? TenantId => Record.TenantId;

    /// <summary>The environment that the key is bound to.</summary>
    public string? Environment => Record.Environment;

    /// <summary>What the key may do.</summary>
    public ScopeSet Scopes => Record.Scopes;

    /// <summary>The customers that the key is limited to; <see langword="null"/>: all.</summary>
    public IReadOnlyList<string>? CustomerIds => Record.CustomerIds;

    /// <summary>The host's own notes on the key.</summary>
    public IReadOnlyDictionary<string, string> Metadata => Record.Metadata;

    /// <summary>The number of the record's state that was verified.</summary>
    public long Version => Record.Version;

    /// <summary>Names the key by its id alone.</summary>
    public override string ToString() => $"{nameof(VerifiedApiKey)} {Id}";
}
