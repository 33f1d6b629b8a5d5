namespace ApiKeys.Stores.EfCore.Entities;

/// <summary>A signature that was seen.</summary>
public class ApiKeyReplayEntity
{
    /// <summary>The digest of key and signature, in lower-case hexadecimal digits.</summary>
    public string Id { get; set; } = "";

    /// <summary>Until when it is remembered, in UTC.</summary>
    public DateTimeOffset ExpiresAt { get; set; }
}
