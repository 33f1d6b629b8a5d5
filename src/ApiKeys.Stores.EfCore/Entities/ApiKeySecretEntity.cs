namespace ApiKeys.Stores.EfCore.Entities;

/// <summary>A row of the table of secrets. It holds a hash, never a secret.</summary>
public class ApiKeySecretEntity
{
    /// <summary>What the secret is found by: unique, compared character by character.</summary>
    public string LookupId { get; set; } = "";

    /// <summary>The id of the key.</summary>
    public string KeyId { get; set; } = "";

    /// <summary>The secret's place among those of its key, from 0.</summary>
    public int Position { get; set; }

    /// <summary>The self-describing hash of the key's text.</summary>
    public string Hash { get; set; } = "";

    /// <summary>The beginning of the text that people may see.</summary>
    public string HintPrefix { get; set; } = "";

    /// <summary>The end of the text that people may see.</summary>
    public string HintLast { get; set; } = "";

    /// <summary>When the secret was generated, in UTC.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>The first instant at which the secret opens the key, in UTC.</summary>
    public DateTimeOffset? NotBeforeAt { get; set; }

    /// <summary>The first instant at which the secret no longer opens the key, in UTC.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>How another system had hashed an imported secret that was not used since; <see langword="null"/>: it is stored as the library stores secrets.</summary>
    public string? ImportedFormat { get; set; }

    /// <summary>The key.</summary>
    public virtual ApiKeyEntity? Key { get; set; }
}
