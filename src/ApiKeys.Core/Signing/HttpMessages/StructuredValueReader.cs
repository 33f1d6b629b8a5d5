using System.Globalization;
using System.Text;

namespace ApiKeys.Signing.HttpMessages;

/// <summary>Reads one bare item (RFC 8941 section 4.2.3.1).</summary>
internal static class StructuredValueReader
{
    public static bool TryRead(ref StructuredReader reader, out StructuredValue value)
    {
        value = default;
        return reader.Next switch
        {
            '"' => TryReadString(ref reader, out value),
            ':' => TryReadBytes(ref reader, out value),
            '?' => TryReadBoolean(ref reader, out value),
            '-' or (>= '0' and <= '9') => TryReadInteger(ref reader, out value),
            var first when StructuredGrammar.StartsToken(first) => TryReadToken(ref reader, out value),
            _ => reader.Fail("A value is expected: an integer, string, token, boolean or byte sequence"),
        };
    }

    public static bool TryReadText(ref StructuredReader reader, out string text)
    {
        text = "";
        if (!reader.Take('"'))
        {
            return reader.Fail("A string in quotes is expected");
        }

        var builder = new StringBuilder();
        while (!reader.IsAtEnd)
        {
            var next = reader.Next;
            if (!StructuredGrammar.IsPrintable(next))
            {
                return reader.Fail("A string holds printable ASCII only");
            }

            reader.Take(next);
            if (next == '"')
            {
                text = builder.ToString();
                return true;
            }

            if (next == '\\')
            {
                next = reader.Next;
                if (next is not ('"' or '\\'))
                {
                    return reader.Fail("A backslash stands before a quote or a backslash only");
                }

                reader.Take(next);
            }

            builder.Append(next);
        }

        return reader.Fail("A string does not end");
    }

    private static bool TryReadString(ref StructuredReader reader, out StructuredValue value)
    {
        var isRead = TryReadText(ref reader, out var text);
        value = isRead ? StructuredValue.String(text) : default;
        return isRead;
    }

    private static bool TryReadInteger(ref StructuredReader reader, out StructuredValue value)
    {
        value = default;
        var isNegative = reader.Take('-');
        var digits = reader.TakeAll(StructuredGrammar.Digits);
        if (digits.Length is 0 or > StructuredGrammar.MaxDigits)
        {
            return reader.Fail("An integer has 1 to 15 digits");
        }

        if (reader.Next == '.')
        {
            return reader.Fail("Decimals are not supported");
        }

        var number = long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        value = StructuredValue.Integer(isNegative ? -number : number);
        return true;
    }

    private static bool TryReadToken(ref StructuredReader reader, out StructuredValue value)
    {
        value = StructuredValue.Token(reader.TakeAll(StructuredGrammar.TokenCharacters).ToString());
        return true;
    }

    private static bool TryReadBoolean(ref StructuredReader reader, out StructuredValue value)
    {
        reader.Take('?');
        var isTrue = reader.Take('1');
        value = StructuredValue.Boolean(isTrue);
        return isTrue || reader.Take('0') || reader.Fail("A boolean is ?0 or ?1");
    }

    // Section 4.2.7 lets readers take missing padding and spare bits. A signature would have several spellings then, so only that which is written is taken.
    private static bool TryReadBytes(ref StructuredReader reader, out StructuredValue value)
    {
        value = default;
        reader.Take(':');
        var text = reader.TakeAll(StructuredGrammar.Base64Characters);
        var bytes = new byte[text.Length / 4 * 3];
        if (!Convert.TryFromBase64Chars(text, bytes, out var length))
        {
            return reader.Fail("A byte sequence is base64 with its padding");
        }

        value = StructuredValue.Bytes(bytes.AsSpan(0, length));
        return text.SequenceEqual(value.Text)
            ? reader.Take(':') || reader.Fail("A byte sequence ends with a colon")
            : reader.Fail("The last bits of a byte sequence's base64 must be zero");
    }
}
