namespace ApiKeys.Stores.EfCore.Entities;

/// <summary>The addresses that one tenant's keys are not admitted from.</summary>
public class ApiKeyDenyListEntity
{
    /// <summary>The tenant; empty: for keys without one.</summary>
    public string TenantId { get; set; } = "";

    /// <summary>The addresses and networks, each between two line feeds.</summary>
    public string Addresses { get; set; } = "";

    /// <summary>The number of the present state: the concurrency token.</summary>
    public long Version { get; set; }
}
