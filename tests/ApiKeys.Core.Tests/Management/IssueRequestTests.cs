using System.Net;
using ApiKeys.Format;
using ApiKeys.Management;

namespace ApiKeys.Core.Tests.Management;

[TestFixture]
public class IssueRequestTests
{
    [Test]
    public async Task AC_099_environment_is_required_where_the_format_names_one()
    {
        var error = (await ErrorsAsync(TestHost.Request with { Environment = null })).Single();
        Assert.That(error, Is.EqualTo(new ApiKeyError(ApiKeyErrorCode.Invalid, "Environment", "It is required; one of live, test.")));
    }

    [TestCase("prod")]
    [TestCase("Live")]
    [TestCase("")]
    public async Task Unknown_environment_is_refused_with_the_known_ones(string environment)
    {
        var error = (await ErrorsAsync(TestHost.Request with { Environment = environment })).Single();
        Assert.That((error.Member, error.Message), Is.EqualTo(("Environment", "It is not one of live, test.")));
    }

    [TestCase(null, ExpectedResult = true)]
    [TestCase("live", ExpectedResult = true)]
    [TestCase("prod", ExpectedResult = false)]
    public async Task<bool> C_12_format_without_environment_takes_none_or_a_known_one(string? environment)
    {
        await using var host = new TestHost(builder => builder.ConfigureFormat(format => format.Template = KeyTemplate.NexusErp));
        var result = await host.Manager.IssueAsync(TestHost.Request with { Environment = environment }, CancellationToken.None);
        return result.Succeeded && result.Value.Record.Environment == environment;
    }

    [Test]
    public async Task G_7_empty_list_of_customers_is_refused()
    {
        var error = (await ErrorsAsync(TestHost.Request with { CustomerIds = [] })).Single();
        Assert.That(error.Member, Is.EqualTo("CustomerIds"));
        Assert.That(error.Message, Does.Contain("admit no customer"));
    }

    // In code and not in an attribute, whose texts are UTF-8 and lose half a character.
    private static IEnumerable<string> BadCustomers => ["", "c\0", "\uD800", new string('c', 129)];

    [TestCaseSource(nameof(BadCustomers))]
    public async Task G_7_bad_customer_is_refused(string customer) =>
        Assert.That((await ErrorsAsync(TestHost.Request with { CustomerIds = ["c1", customer] })).Single().Member, Is.EqualTo("CustomerIds"));

    [TestCase(51, 1, 1, ExpectedResult = "Metadata")]
    [TestCase(1, 41, 1, ExpectedResult = "Metadata")]
    [TestCase(1, 1, 501, ExpectedResult = "Metadata")]
    [TestCase(50, 40, 500, ExpectedResult = null)]
    [TestCase(1, 1, 0, ExpectedResult = null)]
    public async Task<string?> Metadata_is_bounded_in_number_and_length(int count, int nameLength, int valueLength)
    {
        var metadata = Enumerable.Range(0, count).ToDictionary(i => new string((char)('A' + i), nameLength), _ => new string('v', valueLength));
        return (await ErrorsAsync(TestHost.Request with { Metadata = metadata })).SingleOrDefault()?.Member;
    }

    [Test]
    public async Task G_7_more_than_a_thousand_customers_are_refused()
    {
        var customers = Enumerable.Range(0, 1001).Select(i => $"c{i}").ToArray();
        Assert.That((await ErrorsAsync(TestHost.Request with { CustomerIds = customers })).Single().Member, Is.EqualTo("CustomerIds"));
        Assert.That(await ErrorsAsync(TestHost.Request with { CustomerIds = customers[..1000] }), Is.Empty);
    }

    [Test]
    public async Task What_the_caller_does_to_its_lists_afterwards_changes_nothing()
    {
        await using var host = new TestHost();
        var (limits, customers, metadata) = (new List<RateLimit> { RateLimit.PerHour(1) }, new List<string> { "c1" }, new Dictionary<string, string> { ["a"] = "b" });
        var issued = await host.IssueAsync(TestHost.Request with { RateLimits = limits, CustomerIds = customers, Metadata = metadata });
        limits.Clear();
        customers.Add("c2");
        metadata.Clear();
        var stored = (await host.Store.FindByIdAsync(issued.Record.Id, default))!;
        Assert.That((stored.RateLimits.Count, stored.CustomerIds!.Count, stored.Metadata.Count), Is.EqualTo((1, 1, 1)));
    }

    [Test]
    public async Task Everything_that_is_wrong_is_said_at_once()
    {
        var errors = await ErrorsAsync(new IssueApiKeyRequest { Name = "", Environment = "prod", CustomerIds = [], Expiry = ApiKeyExpiry.After(TimeSpan.Zero) });
        Assert.That(errors.Select(error => error.Member), Is.EqualTo(new[] { "Name", "Environment", "CustomerIds", "Expiry" }));
    }

    [Test]
    public async Task Record_holds_what_was_asked_for()
    {
        await using var host = new TestHost();
        var beginning = new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.FromHours(14));
        var issued = await host.IssueAsync(TestHost.Request with
        {
            TenantId = "t",
            Scopes = ScopeSet.Of("leads:read"),
            AllowedIps = IpAllowList.Of("10.0.0.0/8"),
            CustomerIds = ["c1"],
            Metadata = new Dictionary<string, string> { ["role"] = "admin" },
            NotBeforeAt = beginning,
            CreatedBy = "ann",
        });
        var record = await host.Store.FindByIdAsync(issued.Record.Id, CancellationToken.None);
        Assert.That(record, Is.SameAs(issued.Record));
        Assert.That((record!.TenantId, record.Environment, record.CreatedBy), Is.EqualTo(("t", "live", "ann")));
        Assert.That(record.Scopes, Is.EqualTo(ScopeSet.Of("leads:read")));
        Assert.That(record.AllowedIps!.Contains(IPAddress.Parse("10.1.1.1")), Is.True);
        Assert.That(record.CustomerIds, Is.EqualTo(new[] { "c1" }));
        Assert.That(record.Metadata["role"], Is.EqualTo("admin"));
        Assert.That(record.NotBeforeAt, Is.EqualTo(beginning));
        Assert.That(record.NotBeforeAt!.Value.Offset, Is.EqualTo(TimeSpan.Zero));
        Assert.That(record.CreatedAt, Is.EqualTo(host.Clock.GetUtcNow()));
        Assert.That((record.Version, record.Mode, record.Secrets.Count), Is.EqualTo((1L, ApiKeyMode.Bearer, 1)));
    }

    [Test]
    public async Task AC_099_omitted_scopes_grant_nothing()
    {
        await using var host = new TestHost();
        var record = (await host.IssueAsync()).Record;
        Assert.That(record.Scopes, Is.EqualTo(ScopeSet.None));
        Assert.That(record.Scopes.IsUnrestricted, Is.False);
    }

    private static async Task<IReadOnlyList<ApiKeyError>> ErrorsAsync(IssueApiKeyRequest request)
    {
        await using var host = new TestHost();
        var result = await host.Manager.IssueAsync(request, CancellationToken.None);
        Assert.That(result.Value is null, Is.EqualTo(result.Errors.Count > 0));
        Assert.That(host.Store.Writes, Is.EqualTo(result.Succeeded ? 1 : 0));
        return result.Errors;
    }
}
