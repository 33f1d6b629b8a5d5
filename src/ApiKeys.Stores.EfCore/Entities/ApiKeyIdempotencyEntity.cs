namespace ApiKeys.Stores.EfCore.Entities;

/// <summary>A request that was carried out, so that its repetition makes no second key.</summary>
public class ApiKeyIdempotencyEntity
{
    /// <summary>What names the request.</summary>
    public string Id { get; set; } = "";

    /// <summary>A digest of what was asked.</summary>
    public string Fingerprint { get; set; } = "";

    /// <summary>The id of the key that was made.</summary>
    public string KeyId { get; set; } = "";

    /// <summary>When, in UTC.</summary>
    public DateTimeOffset CreatedAt { get; set; }
}
