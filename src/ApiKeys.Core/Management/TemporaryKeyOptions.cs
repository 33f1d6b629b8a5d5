namespace ApiKeys.Management;

/// <summary>What <see cref="ApiKeyManager.IssueTemporaryAsync"/> issues: a short-lived key to try things with (CONTRACT N-7).</summary>
public sealed class TemporaryKeyOptions
{
    /// <summary>What the key is called.</summary>
    /// <value>Default: <c>Temporary key</c>.</value>
    public string Name { get; set; } = "Temporary key";

    /// <summary>How long it lives. Nothing rounds it.</summary>
    /// <value>Default: 1 hour.</value>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>What it may do.</summary>
    /// <value>Default: <see cref="ScopeSet.None"/>.</value>
    public ScopeSet Scopes { get; set; } = ScopeSet.None;

    /// <summary>The environment that it is bound to.</summary>
    /// <value>Default: <see langword="null"/>, the host's own (<see cref="ApiKeysOptions.Environment"/>).</value>
    public string? Environment { get; set; }
}
