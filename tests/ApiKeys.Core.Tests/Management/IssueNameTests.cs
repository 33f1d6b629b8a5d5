using ApiKeys.Management;

namespace ApiKeys.Core.Tests.Management;

[TestFixture]
public class IssueNameTests
{
    private const string Emoji = "\U0001F511";

    private static IEnumerable<TestCaseData> GoodNames =>
    [
        new TestCaseData("a").SetArgDisplayNames("one character"),
        new TestCaseData(new string('a', 100)).SetArgDisplayNames("100 characters"),
        new TestCaseData(string.Concat(Enumerable.Repeat(Emoji, 100))).SetArgDisplayNames("100 emoji of two units"),
        new TestCaseData(" CRM  Sync ").SetArgDisplayNames("spaces"),
        new TestCaseData("role=admin; DROP TABLE x;--").SetArgDisplayNames("metacharacters"),
        new TestCaseData("e\u0301").SetArgDisplayNames("combining mark"),
        new TestCaseData("\u00E9").SetArgDisplayNames("composed letter"),
    ];

    private static IEnumerable<TestCaseData> BadNames =>
    [
        new TestCaseData(null).SetArgDisplayNames("null"),
        new TestCaseData("").SetArgDisplayNames("empty"),
        new TestCaseData("   ").SetArgDisplayNames("spaces alone"),
        new TestCaseData("\u3000").SetArgDisplayNames("ideographic space alone"),
        new TestCaseData(new string('a', 101)).SetArgDisplayNames("101 characters"),
        new TestCaseData(string.Concat(Enumerable.Repeat(Emoji, 101))).SetArgDisplayNames("101 emoji of two units"),
        new TestCaseData(new string('a', 1_000_000)).SetArgDisplayNames("a million characters"),
        new TestCaseData("a\0b").SetArgDisplayNames("NUL"),
        new TestCaseData("a\nb").SetArgDisplayNames("line feed"),
        new TestCaseData("a\u001Bb").SetArgDisplayNames("escape"),
        new TestCaseData("a\u0085b").SetArgDisplayNames("C1 control"),
        new TestCaseData("a\uD83D").SetArgDisplayNames("lone high surrogate at the end"),
        new TestCaseData("\uDD11a").SetArgDisplayNames("lone low surrogate at the beginning"),
        new TestCaseData("\uDD11\uD83D").SetArgDisplayNames("surrogates in the wrong order"),
    ];

    [TestCaseSource(nameof(GoodNames))]
    public async Task N_4_name_of_1_to_100_characters_is_kept_unaltered(string name)
    {
        await using var host = new TestHost();
        var issued = await host.IssueAsync(TestHost.Request with { Name = name });
        Assert.That(string.Equals(issued.Record.Name, name, StringComparison.Ordinal), Is.True);
    }

    [TestCaseSource(nameof(BadNames))]
    public async Task AC_153_other_name_is_refused_and_nothing_is_stored(string? name)
    {
        await using var host = new TestHost();
        var result = await host.Manager.IssueAsync(TestHost.Request with { Name = name! }, CancellationToken.None);
        Assert.That(result.Succeeded, Is.False);
        Assert.That(result.Value, Is.Null);
        Assert.That(result.Errors.Single().Code, Is.EqualTo(ApiKeyErrorCode.Invalid));
        Assert.That(result.Errors.Single().Member, Is.EqualTo("Name"));
        Assert.That(host.Store.Writes, Is.Zero);
    }

    [TestCase("a\0b")]
    [TestCase("")]
    public async Task Tenant_and_creator_follow_the_rule_of_names(string text)
    {
        await using var host = new TestHost();
        var result = await host.Manager.IssueAsync(TestHost.Request with { TenantId = text, CreatedBy = text }, CancellationToken.None);
        Assert.That(result.Errors.Select(error => error.Member), Is.EqualTo(new[] { "TenantId", "CreatedBy" }));
    }

    [TestCase(128, ExpectedResult = true)]
    [TestCase(129, ExpectedResult = false)]
    public async Task<bool> Tenant_has_at_most_128_characters(int length)
    {
        await using var host = new TestHost();
        var request = TestHost.Request with { TenantId = new string('t', length) };
        return (await host.Manager.IssueAsync(request, CancellationToken.None)).Succeeded;
    }
}
