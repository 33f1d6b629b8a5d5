namespace ApiKeys.Format;

/// <summary>What this host's keys look like.</summary>
public sealed class ApiKeyFormatOptions
{
    /// <summary>The shape of new keys.</summary>
    /// <value>Default: <c>ak_{env}_{id:12}_{secret:32}{checksum}</c>. Choose a prefix of your own: scanners and people know keys by it.</value>
    public KeyTemplate Template { get; set; } = KeyTemplate.Standard("ak");

    /// <summary>Further shapes that are accepted, but no longer issued.</summary>
    /// <value>Default: none.</value>
    public IList<KeyTemplate> AcceptedTemplates { get; } = [];

    /// <summary>The environments that keys can be bound to.</summary>
    /// <value>Default: <c>live</c> and <c>test</c>, shown under their own names.</value>
    public IList<KeyEnvironment> Environments { get; } = [new("live", "live"), new("test", "test")];

    /// <summary>How many characters of a key's beginning lists and logs show; characters of the secret among them stay within the 128 hidden bits that are demanded.</summary>
    /// <value>Default: <see langword="null"/>, everything before the secret. NexusERP shows 14 (CONTRACT N-2).</value>
    public int? DisplayPrefixLength { get; set; }

    /// <summary>How many of a key's last characters lists show (CONTRACT S-6).</summary>
    /// <value>Default: 0. At most 4.</value>
    public int DisplayLastLength { get; set; }

    /// <summary>Keys the digest by which keys without a public id are found; at least 32 bytes. Changing it makes those keys unknown.</summary>
    /// <value>Default: <see langword="null"/>, a plain SHA-256: enough, since secrets of less than 128 bits are refused at start.</value>
    public byte[]? LookupKey { get; set; }
}
