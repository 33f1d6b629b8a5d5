namespace ApiKeys.Client.DependencyInjection;

/// <summary>What a named client was asked to do, in whatever order.</summary>
internal sealed class ClientParts
{
    public bool SendsKey { get; set; }

    public bool Signs { get; set; }

    public bool RetriesAfter { get; set; }
}
