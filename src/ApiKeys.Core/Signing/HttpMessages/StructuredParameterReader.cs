namespace ApiKeys.Signing.HttpMessages;

/// <summary>Reads keys and parameters (RFC 8941 sections 4.2.3.2 and 4.2.3.3).</summary>
internal static class StructuredParameterReader
{
    public static bool TryReadKey(ref StructuredReader reader, out string key)
    {
        key = "";
        if (!StructuredGrammar.StartsKey(reader.Next))
        {
            return reader.Fail("A key is expected, which begins with a lower-case letter or an asterisk");
        }

        key = reader.TakeAll(StructuredGrammar.KeyCharacters).ToString();
        return true;
    }

    // A repeated name is refused as a repeated key is: see StructuredFields.
    public static bool TryRead(ref StructuredReader reader, out IReadOnlyList<StructuredParameter> parameters)
    {
        parameters = [];
        if (reader.Next != ';')
        {
            return true;
        }

        var list = new List<StructuredParameter>();
        parameters = list;
        while (reader.Take(';'))
        {
            reader.SkipSpaces();
            if (!TryReadOne(ref reader, out var parameter))
            {
                return false;
            }

            if (list.Exists(earlier => earlier.Name == parameter.Name))
            {
                return reader.Fail("A parameter is there twice");
            }

            if (list.Count == StructuredGrammar.MaxParameters)
            {
                return reader.Fail("There are more than 16 parameters");
            }

            list.Add(parameter);
        }

        return true;
    }

    private static bool TryReadOne(ref StructuredReader reader, out StructuredParameter parameter)
    {
        parameter = default;
        var value = StructuredValue.Boolean(true);
        if (!TryReadKey(ref reader, out var name) || (reader.Take('=') && !StructuredValueReader.TryRead(ref reader, out value)))
        {
            return false;
        }

        parameter = new StructuredParameter(name, value);
        return true;
    }
}
