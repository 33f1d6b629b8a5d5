using System.Text;

namespace ApiKeys.Stores.EfCore.Mapping;

/// <summary>A list of texts as one text that a database can search exactly: each stands between two line feeds.</summary>
internal static class TextLines
{
    public static string Write(IEnumerable<string> texts)
    {
        var lines = new StringBuilder();
        foreach (var text in texts)
        {
            lines.Append(lines.Length == 0 ? "\n" : "").Append(Escape(text)).Append('\n');
        }

        return lines.ToString();
    }

    public static IReadOnlyList<string> Read(string lines) =>
        lines.Length == 0 ? [] : [.. lines[1..^1].Split('\n').Select(Unescape)];

    /// <summary>What stands in the lines where the list holds a text.</summary>
    public static string Line(string text) => $"\n{Escape(text)}\n";

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Unescape(string line)
    {
        if (!line.Contains('\\', StringComparison.Ordinal))
        {
            return line;
        }

        var text = new StringBuilder();
        for (var i = 0; i < line.Length; i++)
        {
            text.Append(line[i] != '\\' ? line[i] : line[++i] == 'n' ? '\n' : '\\');
        }

        return text.ToString();
    }
}
