namespace QuickStart;

/// <summary>Tells the sample's own words from the host's arguments, which are <c>--name value</c> or <c>--name=value</c>.</summary>
internal static class CommandLine
{
    public const string Usage =
        "usage: dotnet run --project samples/QuickStart [-- [new-key NAME | life] [--urls http://127.0.0.1:5080] [--postgres CONNECTION] [--help]]";

    public static bool AsksForHelp(string[] args) => args.Any(arg => arg is "--help" or "-h" or "-?");

    /// <summary>The words of a command that the sample knows, none for "serve"; null for everything else.</summary>
    public static IReadOnlyList<string>? Read(string[] args) =>
        WordsOf(args) is [] or ["new-key", _] or ["life"] ? WordsOf(args) : null;

    private static List<string>? WordsOf(string[] args)
    {
        var words = new List<string>();
        for (var i = 0; i < args.Length; i++)
        {
            if (!IsName(args[i]))
            {
                words.Add(args[i]);
            }
            else if (!args[i].Contains('=', StringComparison.Ordinal) && (++i == args.Length || IsName(args[i])))
            {
                // A name without a value: the host would take no notice of it.
                return null;
            }
        }

        return words;
    }

    private static bool IsName(string arg) => arg.StartsWith('-') || arg.StartsWith('/');
}
