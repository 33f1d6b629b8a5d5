namespace ApiKeys.Stores.EfCore.Entities;

/// <summary>A row of the table of keys.</summary>
public class ApiKeyEntity
{
    /// <summary>The key's own id.</summary>
    public string Id { get; set; } = "";

    /// <summary>The tenant that the key belongs to.</summary>
    public string? TenantId { get; set; }

    /// <summary>What people call the key.</summary>
    public string Name { get; set; } = "";

    /// <summary>The name in upper case, by the rules of <see cref="StringComparison.OrdinalIgnoreCase"/>: databases disagree about case, so that the library folds it itself.</summary>
    public string NameSearch { get; set; } = "";

    /// <summary>The environment that the key is bound to.</summary>
    public string? Environment { get; set; }

    /// <summary>How the key proves itself: the number of an <see cref="ApiKeyMode"/>.</summary>
    public int Mode { get; set; }

    /// <summary>Whether no scope restricts the key. <see cref="Scopes"/> is then empty.</summary>
    public bool IsUnrestricted { get; set; }

    /// <summary>The scopes, each between two line feeds.</summary>
    public string Scopes { get; set; } = "";

    /// <summary>The limits, as JSON.</summary>
    public string RateLimits { get; set; } = "";

    /// <summary>The addresses and networks, each between two line feeds; <see langword="null"/>: all.</summary>
    public string? AllowedIps { get; set; }

    /// <summary>The customers, each between two line feeds; <see langword="null"/>: all.</summary>
    public string? CustomerIds { get; set; }

    /// <summary>The host's own notes, as JSON.</summary>
    public string Metadata { get; set; } = "";

    /// <summary>When the key was issued, in UTC.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Who issued the key.</summary>
    public string? CreatedBy { get; set; }

    /// <summary>The first instant at which the key is valid, in UTC.</summary>
    public DateTimeOffset? NotBeforeAt { get; set; }

    /// <summary>The first instant at which the key is no longer valid, in UTC.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>Since when the key is switched off, in UTC.</summary>
    public DateTimeOffset? DisabledAt { get; set; }

    /// <summary>When the key was withdrawn, in UTC.</summary>
    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>Who withdrew the key.</summary>
    public string? RevokedBy { get; set; }

    /// <summary>Why the key was withdrawn.</summary>
    public string? RevokedReason { get; set; }

    /// <summary>Since when the key is deleted, in UTC.</summary>
    public DateTimeOffset? DeletedAt { get; set; }

    /// <summary>The number of the present state: the concurrency token.</summary>
    public long Version { get; set; }

    /// <summary>The key's secrets, at least one.</summary>
    public virtual ICollection<ApiKeySecretEntity> Secrets { get; } = new List<ApiKeySecretEntity>();
}
