namespace ApiKeys.Stores.EfCore.Entities;

/// <summary>What a key has spent of its limits. The row is the lock under which it spends.</summary>
public class ApiKeyRateEntity
{
    internal const string NoWindows = "[]";

    /// <summary>The id of the key.</summary>
    public string KeyId { get; set; } = "";

    /// <summary>The newest instant seen on the store's clock, in ticks of 100 ns since 1970.</summary>
    public long NewestTicks { get; set; }

    /// <summary>The windows that still count, as JSON.</summary>
    public string Windows { get; set; } = "";

    /// <summary>How often the row was locked. Writing it is what locks the row.</summary>
    public long Takes { get; set; }
}
