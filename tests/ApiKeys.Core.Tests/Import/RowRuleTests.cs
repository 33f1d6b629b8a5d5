using ApiKeys.Format;
using ApiKeys.Hashing;
using ApiKeys.Management;
using ApiKeys.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.Core.Tests.Import;

/// <summary>Each row is taken wholly or not at all, and everything that is wrong with one is said at once.</summary>
internal sealed class RowRuleTests
{
    private static IEnumerable<TestCaseData> Wrong()
    {
        var good = Foreign.ByHint(Foreign.Text());
        yield return Case("Name", good with { Name = "" });
        yield return Case("Name", good with { Name = null! });
        yield return Case("Name", good with { Name = "a\0b" });
        yield return Case("Name", good with { Name = new string('x', 101) });
        yield return Case("ForeignId", good with { ForeignId = "" });
        yield return Case("ForeignId", good with { ForeignId = new string('x', 129) });
        yield return Case("ForeignId", good with { ForeignId = "a\0b" });
        yield return Case("TenantId", good with { TenantId = "a\nb" });
        yield return Case("Environment", good with { Environment = null });
        yield return Case("Environment", good with { Environment = "production" });
        yield return Case("Environment", good with { Environment = "test" });
        yield return Case("Scopes", good with { Scopes = null });
        yield return Case("CustomerIds", good with { CustomerIds = [] });
        yield return Case("RateLimits", good with { RateLimits = [RateLimit.PerHour(1), RateLimit.PerHour(2)] });
        yield return Case("CreatedBy", good with { CreatedBy = "a\0b" });
        yield return Case("CreatedAt", good with { CreatedAt = DateTimeOffset.MaxValue });
        yield return Case("RevokedAt", good with { RevokedAt = DateTimeOffset.MaxValue });
        yield return Case("DisabledAt", good with { DisabledAt = DateTimeOffset.MaxValue });
        yield return Case("LastUsedAt", good with { LastUsedAt = DateTimeOffset.MaxValue });
        yield return Case("RevokedReason", good with { RevokedReason = "left" });
        yield return Case("RevokedReason", good with { RevokedAt = Foreign.Created, RevokedReason = new string('x', 501) });
        yield return Case("UsageCount", good with { UsageCount = 1 });
        yield return Case("UsageCount", good with { UsageCount = -1, LastUsedAt = Foreign.Created });
        yield return Case("Hash", good with { Hash = "" });
        yield return Case("Hash", good with { Hash = "AQ==" });
        yield return Case("Hash", good with { HashFormat = ApiKeyHashFormat.Sha256 });
        yield return Case("Hash", good with { Hash = Foreign.Identity(Foreign.Text(), 1_000_001) });
        yield return Case("LookupPart", good with { Prefix = null, Last4 = null });
        yield return Case("LookupPart", good with { Last4 = null });
        yield return Case("LookupPart", good with { Prefix = null });
        yield return Case("LookupPart", good with { LookupPart = "AbCd123" });
        yield return Case("LookupPart", good with { LookupPart = "AbCd123_" });
        yield return Case("LookupPart", good with { LookupPart = "sk_AbCd123" });
        yield return Case("LookupPart", good with { LookupPart = "sk_AbCd1234x" });
        yield return Case("LookupPart", good with { LookupPart = "sk_AbCd1234_0123456789abcdefghijABCDEFGHIJkl" });
        yield return Case("LookupPart", good with { LookupPart = "" });
        yield return Case("LookupHash", good with { LookupHash = Foreign.Sha256("x")[1..] });
        yield return Case("Last4", good with { Last4 = "9d0" });
        yield return Case("Last4", good with { Last4 = "c9d0x" });
        yield return Case("Last4", good with { Last4 = "C9D0" });
        yield return Case("Last4", good with { Last4 = "c9:0" });
        yield return Case("Prefix+Last4", good with { Prefix = "sk_" });
        yield return Case("Prefix+Last4", good with { Prefix = "" });
        yield return Case("Prefix+Last4", good with { Prefix = "pk_live_" });
        yield return Case("Prefix", good with { Prefix = "sk_live_012345678" });
        yield return Case("Prefix", good with { Prefix = "sk_live_A" });
        yield return Case("Name+Scopes+Environment+Last4+Hash", good with { Name = "", Scopes = null, Environment = "x", Last4 = "", Hash = "x" });

        static TestCaseData Case(string members, ApiKeyImportRow row) => new TestCaseData(members, row).SetArgDisplayNames(members);
    }

    [TestCaseSource(nameof(Wrong))]
    public async Task A_row_is_refused_for_everything_that_is_wrong_with_it(string members, ApiKeyImportRow row)
    {
        await using var host = Foreign.NewHost();
        var report = await host.ImportAsync(Foreign.ByDigest(Foreign.Text(1)), row, Foreign.ByDigest(Foreign.Text(2)));
        Assert.That(report.Rows.Select(result => result.Outcome), Is.EqualTo(new[] { ApiKeyImportOutcome.Imported, ApiKeyImportOutcome.Refused, ApiKeyImportOutcome.Imported }));
        Assert.That(members == "Prefix+Last4" ? report.Rows[1].ErrorsOf().Intersect(["Prefix", "Last4"]) : report.Rows[1].ErrorsOf(), members == "Prefix+Last4" ? Is.Not.Empty : Is.EquivalentTo(members.Split('+')));
        Assert.That((report.Rows[1].Row, report.Rows[1].Id), Is.EqualTo((1, (string?)null)));
        Assert.That(row.Hash.Length < 8 || report.Rows[1].Errors.All(error => !error.Message.Contains(row.Hash, StringComparison.Ordinal)), Is.True);
        Assert.That(await host.Directory.CountAsync(new(), Foreign.Host, default), Is.EqualTo(2));
    }

    [Test]
    public async Task Every_member_of_a_good_row_is_on_its_key()
    {
        await using var host = Foreign.NewHost();
        var row = Foreign.ByHint(Foreign.Text()) with
        {
            TenantId = "A",
            Scopes = ScopeSet.Unrestricted,
            RateLimits = [RateLimit.PerHour(7)],
            AllowedIps = IpAllowList.Of("10.0.0.0/8"),
            CustomerIds = ["c1"],
            CreatedAt = new DateTimeOffset(2025, 3, 17, 16, 30, 0, TimeSpan.FromHours(2)),
            CreatedBy = "maria",
            ExpiresAt = Foreign.Created.AddDays(3650),
            DisabledAt = Foreign.Created.AddDays(1),
            RevokedAt = Foreign.Created.AddDays(2),
            RevokedReason = "left\nthe company",
            LastUsedAt = Foreign.Created.AddHours(1),
            UsageCount = 5_000_000_000,
        };
        var id = (await host.ImportGoodAsync(row)).Single();
        var key = (await host.Store.FindByIdAsync(id, default))!;
        Assert.That((key.Id, key.TenantId, key.Name, key.Environment, key.Scopes, key.CreatedBy, key.RevokedReason), Is.EqualTo((row.ForeignId, "A", row.Name, "live", ScopeSet.Unrestricted, "maria", row.RevokedReason)));
        Assert.That((key.CreatedAt, key.CreatedAt.Offset, key.ExpiresAt, key.DisabledAt, key.RevokedAt), Is.EqualTo((Foreign.Created, TimeSpan.Zero, row.ExpiresAt, row.DisabledAt, row.RevokedAt)));
        Assert.That((key.RateLimits.Single().Permits, key.AllowedIps!.ToString(), key.CustomerIds!.Single(), key.Secrets[0].Hint.ToString()), Is.EqualTo((7, "10.0.0.0/8", "c1", "sk_live_…c9d0")));
        var usage = (await host.Directory.GetUsageAsync(id, Foreign.Host, default))!;
        Assert.That((usage.Count, usage.LastUsedAt), Is.EqualTo((5_000_000_000, row.LastUsedAt)));
    }

    [Test]
    public async Task What_a_row_leaves_out_is_as_little_as_the_host_gives()
    {
        await using var host = Foreign.NewHost();
        var ids = await host.ImportGoodAsync(Foreign.ByDigest(Foreign.Text(1)) with { CreatedAt = null }, Foreign.ByDigest(Foreign.Text(2)) with { CreatedAt = null, LastUsedAt = Foreign.Created });
        var keys = await Task.WhenAll(ids.Select(async id => (await host.Store.FindByIdAsync(id, default))!));
        Assert.That(keys.Select(key => key.CreatedAt), Is.EqualTo(new[] { host.Clock.GetUtcNow(), Foreign.Created }));
        Assert.That(keys.Select(key => (key.RateLimits.Single().Permits, key.ExpiresAt)), Is.All.EqualTo((1_000, (DateTimeOffset?)null)));
    }

    [Test]
    public async Task The_hosts_policy_holds_for_imported_keys_too()
    {
        await using var host = Foreign.NewHost(builder => builder.ConfigurePolicy(policy => (policy.ExpiryRequired, policy.AllowUnrestricted, policy.MaxKeysPerTenant) = (true, false, 1)));
        var good = Foreign.ByDigest(Foreign.Text(1)) with { ExpiresAt = Foreign.Created.AddDays(30) };
        var report = await host.ImportAsync(
            good,
            good with { ForeignId = "2", ExpiresAt = null, Scopes = ScopeSet.Unrestricted },
            Foreign.ByDigest(Foreign.Text(3)) with { ExpiresAt = Foreign.Created.AddDays(30) },
            Foreign.ByDigest(Foreign.Text(4)) with { ExpiresAt = Foreign.Created.AddDays(30), RevokedAt = Foreign.Created });
        Assert.That(report.Rows.Select(row => row.Outcome), Is.EqualTo(new[] { ApiKeyImportOutcome.Imported, ApiKeyImportOutcome.Refused, ApiKeyImportOutcome.Refused, ApiKeyImportOutcome.Imported }));
        Assert.That(report.Rows[1].ErrorsOf(), Is.EquivalentTo(new[] { "Expiry", "Scopes" }));
        Assert.That(report.Rows[2].Errors.Single().Code, Is.EqualTo(ApiKeyErrorCode.CapReached));
    }

    [Test]
    public async Task AC_119_an_actor_of_one_tenant_imports_for_that_tenant_and_a_key_for_none()
    {
        await using var host = Foreign.NewHost();
        var admin = new ApiKeyActor("admA", "A", null);
        var taken = (await host.ImportGoodAsync(Foreign.ByDigest(Foreign.Text(9)) with { TenantId = "B" })).Single();
        var report = await host.ImportAsync(
            admin,
            Foreign.ByDigest(Foreign.Text(1)),
            Foreign.ByDigest(Foreign.Text(2)) with { TenantId = "A" },
            Foreign.ByDigest(Foreign.Text(3)) with { TenantId = "B" },
            Foreign.ByDigest(Foreign.Text(4)) with { ForeignId = taken },
            Foreign.ByDigest(Foreign.Text(9)));
        Assert.That(report.Rows.Select(row => (row.Outcome, string.Join('+', row.ErrorsOf()))), Is.EqualTo(new[]
        {
            (ApiKeyImportOutcome.Imported, ""), (ApiKeyImportOutcome.Imported, ""), (ApiKeyImportOutcome.Refused, "TenantId"), (ApiKeyImportOutcome.Refused, "ForeignId"), (ApiKeyImportOutcome.Refused, "Hash"),
        }));
        Assert.That((await host.Directory.ListAsync(new(), admin, default)).Value!.Keys.Select(key => key.TenantId), Is.EqualTo(new[] { "A", "A" }));
        var issued = await host.IssueAsync();
        var refused = await host.Importer.ImportAsync(new ApiKeyImportRequest { Rows = [Foreign.ByDigest(Foreign.Text(5))] }, ApiKeyActor.ForKey(issued.Record, null), default);
        Assert.That(refused.Errors.Single().Code, Is.EqualTo(ApiKeyErrorCode.NotAllowed));
        refused = await host.Importer.ImportAsync(new ApiKeyImportRequest { Rows = [Foreign.ByDigest(Foreign.Text(5))] }, admin with { Name = "a\0b" }, default);
        Assert.That(refused.Errors.Single().Member, Is.EqualTo("Actor"));
    }

    [Test]
    public async Task Ids_that_may_be_guessed_are_another_tenants_as_well()
    {
        await using var host = Foreign.NewHost();
        var ids = await host.ImportGoodAsync(Foreign.ByDigest(Foreign.Text(1)) with { ForeignId = "1", TenantId = "A" }, Foreign.ByDigest(Foreign.Text(2)) with { ForeignId = "1", TenantId = "B" });
        Assert.That(ids, Is.Unique);
    }

    [Test]
    public async Task A_fast_hash_of_a_text_of_which_much_is_shown_is_taken_with_a_warning()
    {
        await using var host = Foreign.NewHost(builder => builder.ConfigureFormat(format => format.AcceptedTemplates[0] = KeyTemplate.Parse("sk_{env}_{secret:32,26-128:base36}")));
        var text = "sk_live_" + new string('a', 26);
        var report = await host.ImportAsync(
            Foreign.ByDigest(text) with { Prefix = "sk_live_aa", Last4 = "aaaa" },
            Foreign.ByDigest(Foreign.Text(2)) with { Prefix = "sk_live_" },
            Foreign.ByHint(Foreign.Text(3)) with { Prefix = "sk_live_00", Last4 = "c9d0" });
        Assert.That(report.Rows.Select(row => (row.Outcome, row.Warnings.Count)), Is.EqualTo(new[] { (ApiKeyImportOutcome.Imported, 1), (ApiKeyImportOutcome.Imported, 0), (ApiKeyImportOutcome.Imported, 0) }));
        Assert.That(report.Rows[0].Warnings[0], Does.Contain("128 bits"));
    }

    [Test]
    public async Task Nothing_that_is_printed_shows_a_hash()
    {
        var row = Foreign.ByDigest(Foreign.Text());
        await using var host = Foreign.NewHost();
        await host.ImportGoodAsync(row);
        Assert.That(row.ToString(), Does.Not.Contain(row.Hash));
        await host.ImportAsync(row with { Name = "" });
        Assert.That(string.Join('\n', host.Logs.Lines), Does.Not.Contain(row.Hash).And.Not.Contain("sha256:"));
    }

    [Test]
    public async Task Use_that_cannot_be_written_is_told_and_the_key_is_there()
    {
        await using var host = Foreign.NewHost(builder => builder.Services.AddSingleton<IApiKeyUsageStore, NoUsage>());
        var report = await host.ImportAsync(Foreign.ByDigest(Foreign.Text()) with { LastUsedAt = Foreign.Created }, Foreign.ByDigest(Foreign.Text(1)));
        Assert.That(report.Rows.Select(row => (row.Outcome, row.Warnings.Count)), Is.EqualTo(new[] { (ApiKeyImportOutcome.Imported, 1), (ApiKeyImportOutcome.Imported, 0) }));
        Assert.That(await host.ReasonAsync(Foreign.Text()), Is.Null);
    }

    private sealed class NoUsage : IApiKeyUsageStore
    {
        public ValueTask AddAsync(UsageBatch batch, CancellationToken cancellationToken) => throw new InvalidOperationException("full");

        public ValueTask<IReadOnlyList<SecretUsage>> GetAsync(string keyId, CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<SecretUsage>>([]);

        public ValueTask<IReadOnlyList<UsagePoint>> GetSeriesAsync(string keyId, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<UsagePoint>>([]);

        public ValueTask ForgetAsync(IReadOnlyCollection<string> keyIds, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask PruneAsync(DateTimeOffset before, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}
