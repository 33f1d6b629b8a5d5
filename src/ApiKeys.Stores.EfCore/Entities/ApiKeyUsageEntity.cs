namespace ApiKeys.Stores.EfCore.Entities;

/// <summary>How often and when one secret of a key was used.</summary>
public class ApiKeyUsageEntity
{
    /// <summary>The id of the key.</summary>
    public string KeyId { get; set; } = "";

    /// <summary>The secret's lookup id.</summary>
    public string LookupId { get; set; } = "";

    /// <summary>How many requests were admitted.</summary>
    public long Count { get; set; }

    /// <summary>When the last of them was, in UTC.</summary>
    public DateTimeOffset LastUsedAt { get; set; }

    /// <summary>Where the last of them came from.</summary>
    public string? LastAddress { get; set; }
}
