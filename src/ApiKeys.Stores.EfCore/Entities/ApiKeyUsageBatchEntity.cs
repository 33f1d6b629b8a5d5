namespace ApiKeys.Stores.EfCore.Entities;

/// <summary>A batch of counts that has arrived, so that it counts once.</summary>
public class ApiKeyUsageBatchEntity
{
    /// <summary>The id of the batch.</summary>
    public Guid Id { get; set; }

    /// <summary>When it arrived, in UTC.</summary>
    public DateTimeOffset At { get; set; }
}
