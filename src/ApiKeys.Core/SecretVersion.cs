namespace ApiKeys;

/// <summary>One secret of a key. A key has one, or two while a rotation is under way.</summary>
public sealed record SecretVersion
{
    /// <summary>What the store finds the secret by: the public id in the key's text, or a digest of the text. Unique among all keys.</summary>
    public required string LookupId { get; init; }

    /// <summary>The self-describing hash of the key's text, such as <c>$sha256$…</c>.</summary>
    public required string Hash { get; init; }

    /// <summary>What people may see of the text, fixed when it was generated.</summary>
    public DisplayHint Hint { get; init; }

    /// <summary>When the secret was generated, in UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The first instant at which the secret opens the key, in UTC; <see langword="null"/>: since its creation.</summary>
    public DateTimeOffset? NotBeforeAt { get; init; }

    /// <summary>The first instant at which the secret no longer opens the key, in UTC; <see langword="null"/>: as long as the key lives.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>How another system had hashed the secret, such as <c>aspnet_identity_v3</c>, where it was imported and was not used since; <see langword="null"/>: it is stored as this library stores secrets.</summary>
    public string? ImportedFormat { get; init; }

    /// <summary>Names the secret without its hash, so that neither logs nor debuggers show it.</summary>
    public override string ToString() => $"{nameof(SecretVersion)} {LookupId}";
}
