namespace ApiKeys.Stores.EfCore.Entities;

/// <summary>A row of the request log.</summary>
public class ApiKeyRequestEntity
{
    /// <summary>The row's own id.</summary>
    public string Id { get; set; } = "";

    /// <summary>When the request came in, in UTC; of several, the first of them.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>When the last of several came in, in UTC.</summary>
    public DateTimeOffset LastAt { get; set; }

    /// <summary>What the row tells of: the number of an <see cref="ApiKeyRequestKind"/>.</summary>
    public int Kind { get; set; }

    /// <summary>How many requests it stands for.</summary>
    public long Count { get; set; }

    /// <summary>The tenant of the key or of the caller; empty: none. Not null, because an index is walked in order behind an equal value alone.</summary>
    public string TenantId { get; set; } = "";

    /// <summary>The id of the key.</summary>
    public string? KeyId { get; set; }

    /// <summary>The key's name at that time.</summary>
    public string? KeyName { get; set; }

    /// <summary>Who tried to manage keys.</summary>
    public string? Actor { get; set; }

    /// <summary>The method.</summary>
    public string? Method { get; set; }

    /// <summary>The template of the route.</summary>
    public string? Route { get; set; }

    /// <summary>The status of the answer.</summary>
    public int? Status { get; set; }

    /// <summary>How long the request ran, in microseconds.</summary>
    public long? DurationMicroseconds { get; set; }

    /// <summary>The client's address, or the first one of its network.</summary>
    public string? Address { get; set; }

    /// <summary>What the host calls the request.</summary>
    public string? RequestId { get; set; }

    /// <summary>Why the key was refused: the number of an <see cref="ApiKeyFailureReason"/>.</summary>
    public int? Reason { get; set; }
}
