using System.Diagnostics.CodeAnalysis;

namespace ApiKeys.Signing.HttpMessages;

/// <summary>Reads <c>Signature-Input</c>, <c>Signature</c> and <c>Content-Digest</c>: the dictionaries of RFC 8941 and RFC 9651 section 4.2.2, as far as those three need them.</summary>
/// <remarks>
/// Several lines of one field are joined by <c>", "</c> before. Stricter than the RFC in one respect besides base64: there, the last of several equal keys wins.
/// Here they are refused, since whoever reads the first one, as not a few do, would check another signature or digest than we.
/// </remarks>
internal static class StructuredFields
{
    /// <summary>Reads a field. Throws for no input.</summary>
    /// <param name="field">The field's value; a missing one is refused, an empty one has no members.</param>
    /// <param name="members">The members in the order received; none where the field is refused.</param>
    /// <param name="error">A sentence for developers where the field is refused.</param>
    public static bool TryParse(string? field, out IReadOnlyList<StructuredMember> members, [NotNullWhen(false)] out string? error)
    {
        members = [];
        if (field is null || field.Length > StructuredGrammar.MaxFieldLength)
        {
            error = field is null ? "The field is missing." : "The field is longer than 8 KiB.";
            return false;
        }

        var reader = new StructuredReader(field);
        var list = new List<StructuredMember>();
        if (!TryReadMembers(ref reader, list))
        {
            error = reader.Error ?? "The field cannot be read.";
            return false;
        }

        (members, error) = (list, null);
        return true;
    }

    private static bool TryReadMembers(ref StructuredReader reader, List<StructuredMember> members)
    {
        reader.SkipSpaces();
        while (!reader.IsAtEnd)
        {
            if (!TryReadMember(ref reader, out var member) || !TryAdd(ref reader, members, member))
            {
                return false;
            }

            reader.SkipOptionalWhiteSpace();
            if (reader.IsAtEnd)
            {
                return true;
            }

            if (!reader.Take(','))
            {
                return reader.Fail("A comma is expected");
            }

            reader.SkipOptionalWhiteSpace();
            if (reader.IsAtEnd)
            {
                return reader.Fail("Nothing follows the last comma");
            }
        }

        return true;
    }

    private static bool TryAdd(ref StructuredReader reader, List<StructuredMember> members, StructuredMember member)
    {
        if (members.Exists(earlier => earlier.Key == member.Key))
        {
            return reader.Fail("A key is there twice");
        }

        if (members.Count == StructuredGrammar.MaxMembers)
        {
            return reader.Fail("The field has more than 8 members");
        }

        members.Add(member);
        return true;
    }

    private static bool TryReadMember(ref StructuredReader reader, [NotNullWhen(true)] out StructuredMember? member)
    {
        member = null;
        List<StructuredString>? items = null;
        var value = StructuredValue.Boolean(true);
        if (!StructuredParameterReader.TryReadKey(ref reader, out var key))
        {
            return false;
        }

        var hasValue = reader.Take('=');
        var start = reader.Position;
        var isRead = !hasValue
            || (reader.Next == '(' ? TryReadInnerList(ref reader, items = []) : StructuredValueReader.TryRead(ref reader, out value));
        if (!isRead || !StructuredParameterReader.TryRead(ref reader, out var parameters))
        {
            return false;
        }

        member = new StructuredMember(key, items, value, parameters, reader.Since(start).ToString());
        return true;
    }

    private static bool TryReadInnerList(ref StructuredReader reader, List<StructuredString> items)
    {
        reader.Take('(');
        while (true)
        {
            reader.SkipSpaces();
            if (reader.Take(')'))
            {
                return true;
            }

            if (!StructuredValueReader.TryReadText(ref reader, out var text) || !StructuredParameterReader.TryRead(ref reader, out var parameters))
            {
                return false;
            }

            if (reader.Next is not (' ' or ')'))
            {
                return reader.Fail("A space or a closing parenthesis is expected");
            }

            if (items.Count == StructuredGrammar.MaxItems)
            {
                return reader.Fail("An inner list has more than 32 strings");
            }

            items.Add(new StructuredString(text, parameters));
        }
    }
}
