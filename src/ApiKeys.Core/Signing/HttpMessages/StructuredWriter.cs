using System.Globalization;
using System.Text;

namespace ApiKeys.Signing.HttpMessages;

/// <summary>Writes the one canonical text of a value (RFC 8941 section 4.1).</summary>
internal static class StructuredWriter
{
    /// <summary>An inner list of strings without parameters of their own, and its parameters: the value of <c>@signature-params</c>.</summary>
    public static string InnerList(IReadOnlyList<string> items, IReadOnlyList<StructuredParameter> parameters)
    {
        var text = new StringBuilder("(");
        for (var i = 0; i < items.Count; i++)
        {
            AppendString(i == 0 ? text : text.Append(' '), items[i]);
        }

        text.Append(')');
        foreach (var parameter in parameters)
        {
            Append(text, parameter);
        }

        return text.ToString();
    }

    /// <summary>A dictionary's member that is a byte sequence.</summary>
    public static string Bytes(string key, ReadOnlySpan<byte> bytes) => $"{key}=:{Convert.ToBase64String(bytes)}:";

    private static void Append(StringBuilder text, StructuredParameter parameter)
    {
        text.Append(';').Append(parameter.Name);
        if (parameter.Value != StructuredValue.Boolean(true))
        {
            Append(text.Append('='), parameter.Value);
        }
    }

    private static void Append(StringBuilder text, StructuredValue value)
    {
        switch (value.Kind)
        {
            case StructuredKind.Integer:
                text.Append(CultureInfo.InvariantCulture, $"{value.Number}");
                break;
            case StructuredKind.String:
                AppendString(text, value.Text);
                break;
            case StructuredKind.Token:
                text.Append(value.Text);
                break;
            case StructuredKind.Boolean:
                text.Append(value.Number == 0 ? "?0" : "?1");
                break;
            default:
                text.Append(':').Append(value.Text).Append(':');
                break;
        }
    }

    private static void AppendString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var one in value)
        {
            if (one is '"' or '\\')
            {
                text.Append('\\');
            }

            text.Append(one);
        }

        text.Append('"');
    }
}
