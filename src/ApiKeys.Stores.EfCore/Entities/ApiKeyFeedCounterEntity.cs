namespace ApiKeys.Stores.EfCore.Entities;

/// <summary>The one row that all changes of keys pass, one after another.</summary>
public class ApiKeyFeedCounterEntity
{
    /// <summary>Always 1.</summary>
    public int Id { get; set; }

    /// <summary>The newest place in the feed.</summary>
    public long Position { get; set; }

    /// <summary>The newest place that is no longer kept.</summary>
    public long PrunedPosition { get; set; }
}
