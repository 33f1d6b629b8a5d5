namespace ApiKeys.Signing.HttpMessages;

/// <summary>One member of a dictionary (RFC 8941 section 3.2): an inner list of strings, or one bare item.</summary>
/// <param name="Key">Its key: a label, or the name of an algorithm.</param>
/// <param name="Items">The inner list; <see langword="null"/> where the member is a bare item.</param>
/// <param name="Value">The bare item; meaningless where the member is an inner list.</param>
/// <param name="Parameters">What stands behind the item or the inner list, in the order received.</param>
/// <param name="Received">The text behind the key's equals sign, exactly as received.</param>
internal sealed record StructuredMember(
    string Key,
    IReadOnlyList<StructuredString>? Items,
    StructuredValue Value,
    IReadOnlyList<StructuredParameter> Parameters,
    string Received)
{
    /// <summary>The member of this key; <see langword="null"/> where there is none. There are never two.</summary>
    public static StructuredMember? Find(IReadOnlyList<StructuredMember> members, string key)
    {
        foreach (var member in members)
        {
            if (member.Key == key)
            {
                return member;
            }
        }

        return null;
    }
}
