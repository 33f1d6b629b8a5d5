using System.Text;
using System.Text.Json;

namespace ApiKeys.Core.Tests.Management;

[TestFixture]
public class NaughtyNameTests
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    [Test]
    public async Task AC_154_every_naughty_name_is_kept_byte_by_byte_or_refused()
    {
        var names = JsonSerializer.Deserialize<string[]>(await File.ReadAllTextAsync(Path.Combine(TestContext.CurrentContext.TestDirectory, "Vectors", "blns.json")))!;
        Assert.That(names, Has.Length.EqualTo(515));
        await using var host = new TestHost();
        var refused = new List<string>();
        foreach (var name in names)
        {
            var result = await host.Manager.IssueAsync(TestHost.Request with { Name = name }, CancellationToken.None);
            if (!result.Succeeded)
            {
                Assert.That(result.Errors.Single().Member, Is.EqualTo("Name"));
                refused.Add(name);
                continue;
            }

            var stored = await host.Store.FindByIdAsync(result.Value.Record.Id, CancellationToken.None);
            Assert.That(Strict.GetBytes(stored!.Name), Is.EqualTo(Strict.GetBytes(name)));
            Assert.That(name.EnumerateRunes().Any(Rune.IsControl), Is.False, name);
        }

        Assert.That(refused, Has.All.Matches<string>(IsRightlyRefused));
        Assert.That(refused, Has.Count.LessThan(100), "most of them are strange and harmless");
        Assert.That(refused, Is.Not.Empty);
    }

    private static bool IsRightlyRefused(string name) =>
        string.IsNullOrWhiteSpace(name) || name.EnumerateRunes().Count() > 100 || name.Any(char.IsControl);
}
