namespace ApiKeys;

/// <summary>What lists and logs may show of a key's text: its beginning, and where asked for its last characters (CONTRACT C7).</summary>
/// <param name="Prefix">The beginning of the text, such as <c>sk_live_</c>.</param>
/// <param name="Last">The last characters of the text, empty unless asked for.</param>
public readonly record struct DisplayHint(string Prefix, string Last)
{
    /// <summary>The hint as one text: <c>sk_live_…c9d0</c>.</summary>
    public override string ToString() => $"{Prefix}…{Last}";
}
