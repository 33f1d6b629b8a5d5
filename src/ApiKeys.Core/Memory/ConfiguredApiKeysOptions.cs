namespace ApiKeys.Memory;

/// <summary>The keys that the host's configuration holds: read-only, for services with a handful of them.</summary>
public sealed class ConfiguredApiKeysOptions
{
    /// <summary>The keys.</summary>
    /// <value>Default: none.</value>
    public IList<ConfiguredApiKey> Keys { get; } = [];
}
