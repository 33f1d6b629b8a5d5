using System.Text;

namespace ApiKeys.Management;

/// <summary>The rule for names and ids that people write: what every database and every page can carry unaltered.</summary>
internal static class PlainText
{
    /// <summary>Says what is wrong with a text, or null where it is good.</summary>
    /// <param name="text">The text.</param>
    /// <param name="maxLength">The most characters, counted as code points.</param>
    public static string? Complaint(string? text, int maxLength) => Complaint(text, maxLength, mayHoldLines: false);

    /// <summary>Says what is wrong with a text that may have several lines, or null where it is good.</summary>
    /// <param name="text">The text.</param>
    /// <param name="maxLength">The most characters, counted as code points.</param>
    public static string? LinesComplaint(string text, int maxLength) => Complaint(text, maxLength, mayHoldLines: true);

    private static string? Complaint(string? text, int maxLength, bool mayHoldLines)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return "It is empty.";
        }

        // Each code point is at most two UTF-16 units: an endless text is not even counted.
        if (text.Length > maxLength * 2)
        {
            return $"It is longer than {maxLength} characters.";
        }

        var count = 0;
        for (var rest = text.AsSpan(); !rest.IsEmpty; count++)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var consumed) != System.Buffers.OperationStatus.Done || (Rune.IsControl(rune) && !(mayHoldLines && rune.Value is '\n' or '\r' or '\t')))
            {
                return "It holds a control character or half a character.";
            }

            rest = rest[consumed..];
        }

        return count > maxLength ? $"It is longer than {maxLength} characters." : null;
    }
}
