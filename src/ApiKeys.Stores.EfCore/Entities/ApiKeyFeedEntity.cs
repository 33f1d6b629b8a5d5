namespace ApiKeys.Stores.EfCore.Entities;

/// <summary>A change that nodes learn from each other.</summary>
public class ApiKeyFeedEntity
{
    /// <summary>The place in the feed. Places follow the order of commits.</summary>
    public long Position { get; set; }

    /// <summary>Names the change, so that one whose commit was not answered can be looked up.</summary>
    public Guid ChangeId { get; set; }

    /// <summary>The id of the key.</summary>
    public string KeyId { get; set; } = "";

    /// <summary>The lookup ids that the key had or has, each between two line feeds.</summary>
    public string LookupIds { get; set; } = "";

    /// <summary>When it was made, in UTC.</summary>
    public DateTimeOffset At { get; set; }
}
