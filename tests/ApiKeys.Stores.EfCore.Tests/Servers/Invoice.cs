namespace ApiKeys.Stores.EfCore.Tests.Servers;

/// <summary>Something of the host's own.</summary>
internal sealed class Invoice
{
    public int Id { get; set; }

    public string Text { get; set; } = "";
}
