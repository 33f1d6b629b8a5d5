using System.Text.RegularExpressions;

namespace ApiKeys.Repository.Tests.Running;

/// <summary>A sample as a new user starts it, whose printed lines can be pasted.</summary>
internal sealed partial class RunningSample : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly ChildProcess _process;

    private RunningSample(ChildProcess process) => _process = process;

    public string Output => _process.Output;

    public string Errors => _process.Errors;

    public static async Task<RunningSample> StartAsync(string name, IReadOnlyDictionary<string, string> environment)
    {
        var program = RepositoryFiles.Output(name, $"{name}.dll");
        Assert.That(program, Does.Exist, "the sample is built together with these tests");
        var sample = new RunningSample(ChildProcess.Start(environment, Path.GetTempPath(), ChildProcess.DotNet, program, "--urls", "http://127.0.0.1:0"));
        await sample._process.WaitForOutputAsync("Press Ctrl+C", Limit);
        return sample;
    }

    /// <summary>Pastes all printed curl lines in turn, behind what is to be pasted first, and demands of each the status that is printed above it.</summary>
    /// <returns>What each line was answered, by its title.</returns>
    public async Task<IReadOnlyDictionary<string, string>> PasteEveryLineAsync()
    {
        var commands = Commands().Matches(Output).Select(match => (Title: match.Groups["title"].Value, Status: match.Groups["status"].Value, Line: match.Groups["line"].Value)).ToList();
        Assert.That(commands, Has.Count.EqualTo(CurlLines().Count(Output)).And.Count.AtLeast(7), $"a curl line has no comment with a status above it:\n{Output}");
        var answers = new Dictionary<string, string>();
        foreach (var (title, status, line) in commands)
        {
            answers[title] = await PasteAsync(line);
            Assert.That(answers[title], Does.StartWith($"HTTP/1.1 {status} "), $"{title}\n{line}");
        }

        return answers;
    }

    /// <summary>Pastes one line, behind what is to be pasted first.</summary>
    public async Task<string> PasteAsync(string line)
    {
        await using var curl = ChildProcess.Start(Path.GetTempPath(), "bash", "-c", First().Match(Output).Groups["lines"].Value + line);
        return await curl.CompleteAsync(Limit);
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    // "# 3. With the live key: 200", and the line below it.
    [GeneratedRegex(@"^# (?<title>\d+\. .*?[:,] (?<status>\d{3})\b.*)\n(?<line>curl .*)$", RegexOptions.Multiline)]
    private static partial Regex Commands();

    // What later lines use: the block below "Paste this first:".
    [GeneratedRegex(@"Paste this first:\n\n(?<lines>(?:.+\n)+)")]
    private static partial Regex First();

    [GeneratedRegex("^ *curl ", RegexOptions.Multiline)]
    private static partial Regex CurlLines();
}
