namespace ApiKeys.Stores.EfCore.Entities;

/// <summary>How often a key was used in one hour.</summary>
public class ApiKeyUsageHourEntity
{
    /// <summary>The id of the key.</summary>
    public string KeyId { get; set; } = "";

    /// <summary>When the hour began, in UTC.</summary>
    public DateTimeOffset HourAt { get; set; }

    /// <summary>How many requests were admitted.</summary>
    public long Count { get; set; }
}
