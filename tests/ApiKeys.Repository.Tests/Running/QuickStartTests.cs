using System.Text.RegularExpressions;

namespace ApiKeys.Repository.Tests.Running;

/// <summary>The first thing that a new user does: start the sample and paste what it prints.</summary>
internal sealed partial class QuickStartTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Test]
    public Task Every_printed_curl_line_gives_the_status_that_is_printed_above_it() => PasteEveryLineAsync(new Dictionary<string, string>());

    [TestCase("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1")]
    [TestCase("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "0")]
    [TestCase("DOTNET_gcServer", "1")]
    [TestCase("DOTNET_EnableHWIntrinsic", "0")]
    public Task AC_236_the_sample_answers_alike_under_every_setting_of_the_runtime(string name, string value) =>
        PasteEveryLineAsync(new Dictionary<string, string> { [name] = value });

    private static async Task PasteEveryLineAsync(Dictionary<string, string> environment)
    {
        await using var sample = await RunningSample.StartAsync("QuickStart", environment);
        var answers = await sample.PasteEveryLineAsync();
        await AssertSignedAsync(sample, answers);
        Assert.That(sample.Output, Does.EndWith("Press Ctrl+C to stop. The keys are gone then: this sample keeps them in memory.\n"));
        var keys = Keys().Matches(sample.Output).Select(match => match.Value).Distinct().ToList();
        Assert.That(keys, Has.Count.AtLeast(2).And.Some.StartsWith("secret_"), $"the sample prints its keys:\n{sample.Output}");
        Assert.That(keys.Where(sample.Errors.Contains), Is.Empty, "a key stands in the sample's log");
    }

    private static async Task AssertSignedAsync(RunningSample sample, IReadOnlyDictionary<string, string> answers)
    {
        var whole = answers.Single(answer => answer.Key.StartsWith("19.", StringComparison.Ordinal)).Value;
        var changed = answers.Single(answer => answer.Key.StartsWith("20.", StringComparison.Ordinal)).Value;
        Assert.That(whole.TrimEnd(), Does.EndWith("""{"signedBy":"Signer","body":{"amount":10}}"""));
        Assert.That(changed, Does.Contain("Invalid or expired API key"), "a signature that is none would be called malformed");

        // Refused for its body and nothing else: with the body that was signed the same line passes.
        Assert.That(await sample.PasteAsync(ChangedBodies().Match(sample.Output).Value.Replace("9999", "10", StringComparison.Ordinal)), Does.StartWith("HTTP/1.1 200 "));
    }

    [Test]
    public async Task The_transcript_in_the_readme_shows_every_printed_line_with_its_status()
    {
        await using var sample = await RunningSample.StartAsync("QuickStart", new Dictionary<string, string>());
        var transcript = Titles().Matches(RepositoryFiles.Read("samples/QuickStart/README.md")).Select(match => match.Value);
        var printed = Titles().Matches(sample.Output).Select(match => match.Value).ToList();
        Assert.That(printed, Has.Count.AtLeast(20));
        Assert.That(transcript, Is.EqualTo(printed));
        Assert.That(Answers().Matches(RepositoryFiles.Read("samples/QuickStart/README.md")).Select(match => match.Groups["title"].Value), Is.EqualTo(printed), "each is followed by its command and that status");
    }

    [Test]
    public async Task A_key_for_the_configuration_is_printed_with_the_entry_that_opens_for_it()
    {
        await using var maker = ChildProcess.Start(Path.GetTempPath(), ChildProcess.DotNet, RepositoryFiles.Output("QuickStart", "QuickStart.dll"), "new-key", "ci");
        var output = await maker.CompleteAsync(Limit);
        var key = Keys().Match(output).Value;
        var folder = Directory.CreateTempSubdirectory("apikeys-quickstart-");
        try
        {
            var entry = output[output.IndexOf('{', StringComparison.Ordinal)..];
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "appsettings.json"), $$"""{ "ApiKeys": { "Keys": [ {{entry}} ] } }""");
            await AssertOpensAsync(folder.FullName, key);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task AssertOpensAsync(string folder, string key)
    {
        await using var sample = ChildProcess.Start(folder, ChildProcess.DotNet, RepositoryFiles.Output("QuickStart", "QuickStart.dll"), "--urls", "http://127.0.0.1:0");
        await sample.WaitForOutputAsync("Press Ctrl+C", Limit);
        var url = Addresses().Match(sample.Output).Value;
        using var client = new HttpClient(new HttpClientHandler { UseProxy = false });
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        using var answer = await client.GetAsync(new Uri($"{url}/v1/leads"));

        Assert.That((int)answer.StatusCode, Is.EqualTo(200));
    }

    [GeneratedRegex(@"\b(sk_live|sk_test|secret)_\w+")]
    private static partial Regex Keys();

    [GeneratedRegex("^curl .*9999.*$", RegexOptions.Multiline)]
    private static partial Regex ChangedBodies();

    [GeneratedRegex(@"^# \d+\. .*$", RegexOptions.Multiline)]
    private static partial Regex Titles();

    [GeneratedRegex(@"^(?<title># \d+\. .*?[:,] (?<status>\d{3})\b.*)\n\$ curl .*\nHTTP/1\.1 \k<status> ", RegexOptions.Multiline)]
    private static partial Regex Answers();

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Addresses();
}
