using System.Text.Json;
using System.Text.RegularExpressions;

namespace ApiKeys.Repository.Tests.Running;

/// <summary>The sample with controllers, pasted line by line.</summary>
internal sealed partial class ControllersTests
{
    [Test]
    public async Task G_10_jobs_are_listed_by_the_key_whose_request_queued_them()
    {
        await using var sample = await RunningSample.StartAsync("Controllers", new Dictionary<string, string>());
        var answers = await sample.PasteEveryLineAsync();
        var all = JobsIn(answers.Single(answer => answer.Key.StartsWith("10.", StringComparison.Ordinal)).Value);
        var nightly = JobsIn(answers.Single(answer => answer.Key.StartsWith("11.", StringComparison.Ordinal)).Value);
        Assert.That(all.Select(job => job.Kind), Is.EqualTo(new[] { "import", "export" }));
        Assert.That(nightly.Select(job => job.Kind), Is.EqualTo(new[] { "export" }));
        Assert.That(all[0].KeyId, Is.Not.EqualTo(all[1].KeyId));
        Assert.That(nightly[0], Is.EqualTo(all[1]));
        Assert.That(Keys().Matches(sample.Output).Select(match => match.Value).Where(sample.Errors.Contains), Is.Empty, "a key stands in the sample's log");
    }

    private static List<(string Kind, string KeyId)> JobsIn(string answer)
    {
        using var jobs = JsonDocument.Parse(answer[answer.IndexOf("\n[", StringComparison.Ordinal)..]);
        return [.. jobs.RootElement.EnumerateArray().Select(job => (job.GetProperty("kind").GetString()!, job.GetProperty("keyId").GetString()!))];
    }

    [GeneratedRegex(@"\bacme_live_\w+")]
    private static partial Regex Keys();
}
