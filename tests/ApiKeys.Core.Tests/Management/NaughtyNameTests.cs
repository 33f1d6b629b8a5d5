using System.Text;
using System.Text.Json;
using ApiKeys.Management;

namespace ApiKeys.Core.Tests.Management;

[TestFixture]
public class NaughtyNameTests
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static string[] Strings { get; } = JsonSerializer.Deserialize<string[]>(File.ReadAllText(Path.Combine(TestContext.CurrentContext.TestDirectory, "Vectors", "blns.json")))!;

    // What no vector file can hold as text: NUL, half characters, a byte order mark, text that turns direction.
    private static IEnumerable<string> Further => ["a\0b", "\0", "a\uD800", "\uDC00b", "\uFEFFname", "abc\u202Edcba", "\u200B", "two\r\nlines\tand a tab", "é", "e\u0301", new string('x', 10_000)];

    [Test]
    public async Task AC_154_every_naughty_name_is_kept_byte_by_byte_or_refused()
    {
        Assert.That(Strings, Has.Length.EqualTo(515));
        var refused = await TryAllAsync(100, "Name", async (host, text) =>
        {
            var result = await host.Manager.IssueAsync(TestHost.Request with { Name = text }, CancellationToken.None);
            return (result.Errors, result.Value?.Record.Id);
        }, record => record.Name);
        Assert.That(refused, Has.Count.LessThan(100), "most of them are strange and harmless");
    }

    [Test]
    public async Task AC_164_every_naughty_reason_is_kept_byte_by_byte_or_refused()
    {
        await TryAllAsync(500, "reason", async (host, text) =>
        {
            var id = (await host.IssueAsync()).Record.Id;
            return ((await host.Manager.RevokeAsync(id, text, ApiKeyActor.Host, default)).Errors, id);
        }, record => record.RevokedReason ?? "", mayHoldLines: true);
    }

    [Test]
    public async Task AC_154_every_naughty_tenant_is_kept_byte_by_byte_or_refused_and_stays_apart_from_all_others()
    {
        await TryAllAsync(128, "TenantId", async (host, text) =>
        {
            var result = await host.Manager.IssueAsync(TestHost.Request with { TenantId = text }, CancellationToken.None);
            if (result.Succeeded)
            {
                var own = await host.Directory.ListAsync(new ApiKeyListRequest(), new ApiKeyActor(null, text, null), default);
                Assert.That(own.Value!.Keys.Select(key => key.TenantId), Is.All.EqualTo(text).And.Not.Empty);
            }

            return (result.Errors, result.Value?.Record.Id);
        }, record => record.TenantId!);
    }

    [Test]
    public async Task AC_161_every_naughty_search_is_taken_literally()
    {
        await using var host = new TestHost();
        foreach (var text in Strings.Concat(Further).Where(text => !IsRightlyRefused(text, 100)))
        {
            await host.IssueAsync(TestHost.Request with { Name = text });
            var found = await host.Directory.ListAsync(new ApiKeyListRequest { Search = text, Limit = 100 }, ApiKeyActor.Host, default);
            Assert.That(found.Succeeded ? found.Value.Keys.Select(key => key.Name) : [text], Has.Some.EqualTo(text).And.All.Contains(text).IgnoreCase, text);
        }

        foreach (var nothing in new[] { "%%%", "_x_x_", "[a-z][a-z]", "\\E", "no such name" })
        {
            Assert.That((await host.Directory.ListAsync(new ApiKeyListRequest { Search = nothing }, ApiKeyActor.Host, default)).Value!.Keys, Is.Empty, nothing);
        }
    }

    private static async Task<List<string>> TryAllAsync(
        int longest,
        string member,
        Func<TestHost, string, Task<(IReadOnlyList<ApiKeyError> Errors, string? Id)>> write,
        Func<ApiKeyRecord, string> read,
        bool mayHoldLines = false)
    {
        await using var host = new TestHost();
        var refused = new List<string>();
        foreach (var text in Strings.Concat(Further))
        {
            var (errors, id) = await write(host, text);
            if (errors.Count > 0)
            {
                Assert.That(errors.Select(error => error.Member), Is.EqualTo(new[] { member }));
                Assert.That(IsRightlyRefused(text, longest), Is.True, text);
                refused.Add(text);
                continue;
            }

            var stored = await host.Store.FindByIdAsync(id!, CancellationToken.None);
            Assert.That(Strict.GetBytes(read(stored!)), Is.EqualTo(Strict.GetBytes(text)), text);
            Assert.That(text.EnumerateRunes().Any(rune => Rune.IsControl(rune) && !(mayHoldLines && rune.Value is '\n' or '\r' or '\t')), Is.False, text);
        }

        Assert.That(refused, Is.Not.Empty);
        return refused;
    }

    private static bool IsRightlyRefused(string text, int longest) =>
        string.IsNullOrWhiteSpace(text) || text.EnumerateRunes().Count() > longest || text.Any(char.IsControl) || text.EnumerateRunes().Contains(Rune.ReplacementChar);
}
