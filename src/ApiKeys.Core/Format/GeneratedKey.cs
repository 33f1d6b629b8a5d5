namespace ApiKeys.Format;

/// <summary>A fresh key: its text, what the store finds it by, and what people may see of it.</summary>
internal sealed record GeneratedKey(string Text, string LookupId, DisplayHint Hint)
{
    public override string ToString() => $"{nameof(GeneratedKey)} {LookupId}";
}
