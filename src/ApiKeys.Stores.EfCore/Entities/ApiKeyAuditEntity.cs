namespace ApiKeys.Stores.EfCore.Entities;

/// <summary>A row of the audit trail. It outlives the key.</summary>
public class ApiKeyAuditEntity
{
    /// <summary>The entry's own id; ids sort by time.</summary>
    public string Id { get; set; } = "";

    /// <summary>When it was done, in UTC.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>What was done.</summary>
    public string Action { get; set; } = "";

    /// <summary>The id of the key.</summary>
    public string KeyId { get; set; } = "";

    /// <summary>The key's name at that time.</summary>
    public string KeyName { get; set; } = "";

    /// <summary>The name in upper case, for searches.</summary>
    public string KeyNameSearch { get; set; } = "";

    /// <summary>The tenant that the key belongs to.</summary>
    public string? TenantId { get; set; }

    /// <summary>Who did it.</summary>
    public string? Actor { get; set; }

    /// <summary>Where it was asked for from.</summary>
    public string? Address { get; set; }

    /// <summary>What changed, as JSON.</summary>
    public string Changes { get; set; } = "";
}
