using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace ApiKeys.Signing.HttpMessages;

/// <summary>The text that is signed (RFC 9421 section 2.5): a line for each covered component, and one for the signature's own parameters.</summary>
internal static class SignatureBase
{
    /// <summary>Builds it. It fails where a component is not supported, named twice or not in the message, or where its value cannot be one line of ASCII.</summary>
    /// <param name="input">What is covered.</param>
    /// <param name="message">The message.</param>
    /// <param name="text">The base, without a line feed at its end.</param>
    /// <param name="error">A sentence for developers, without anything of the message.</param>
    public static bool TryBuild(SignatureInput input, IMessageComponents message, [NotNullWhen(true)] out string? text, [NotNullWhen(false)] out string? error)
    {
        (text, error) = (null, null);
        var lines = new StringBuilder();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in input.Components)
        {
            error = ComponentName.FindComplaint(name) ?? (names.Add(name) ? null : "A component is named twice.");
            if (error is not null)
            {
                return false;
            }

            var value = message.Find(name);
            error = FindComplaint(value);
            if (error is not null)
            {
                return false;
            }

            lines.Append('"').Append(name).Append("\": ").Append(value).Append('\n');
        }

        text = lines.Append(LastLine(input)).ToString();
        return true;
    }

    /// <summary>The line at the base's end, which binds the rest to one member of <c>Signature-Input</c>.</summary>
    public static string LastLine(SignatureInput input) => "\"@signature-params\": " + input.Canonical;

    // A line feed would make a line of its own, which looks like another component. Other control characters are in no field value (RFC 9110 section 5.5) but the tab.
    private static string? FindComplaint(string? value)
    {
        if (value is null)
        {
            return "A covered component is not in the message.";
        }

        foreach (var one in value)
        {
            if (!StructuredGrammar.IsPrintable(one) && one != '\t')
            {
                return "The value of a covered component holds a line break, another control character, or anything but ASCII.";
            }
        }

        return null;
    }
}
