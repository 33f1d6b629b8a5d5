using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ApiKeys.DependencyInjection;
using ApiKeys.Format;
using ApiKeys.Hashing;
using ApiKeys.Management;
using ApiKeys.Stores.EfCore.Tests.Servers;
using ApiKeys.Verification;

namespace ApiKeys.Stores.EfCore.Tests.Import;

/// <summary>Keys of another system's table, in a database that several nodes share.</summary>
[TestFixture(Engine.PostgreSql)]
[TestFixture(Engine.Sqlite)]
internal sealed class ImportTests(Engine engine)
{
    private static readonly ApiKeyActor Admin = new("migration", null, null);
    private TestDatabase _database = null!;
    private List<StoreHost<AppDbContext>> _nodes = null!;

    private StoreHost<AppDbContext> Node => _nodes[0];

    [SetUp]
    public void Start()
    {
        _database = TestDatabase.With<AppDbContext>(engine);
        _nodes = [.. Enumerable.Range(0, 2).Select(_ => AppHost.Create(_database, _ => { }, services => new ApiKeysBuilder(services).AddImport().ConfigureFormat(format => format.AcceptedTemplates.Add(KeyTemplate.SalesOs))))];
    }

    [TearDown]
    public void Stop()
    {
        _nodes.ForEach(node => node.Dispose());
        _database.Dispose();
    }

    [Test]
    public async Task Keys_found_by_hint_and_by_digest_work_and_become_ordinary_ones()
    {
        var rows = new[] { ByHint(Text(1)), ByHint(Text(2)), ByDigest(Text(3)), ByDigest(Text(4)) with { RevokedAt = Keys.Now.AddYears(-1), RevokedReason = "left" } };
        var ids = await ImportAsync(rows);
        Assert.That(ids, Is.EqualTo(rows.Select(row => row.ForeignId)));
        foreach (var number in new[] { 1, 2, 3 })
        {
            Assert.That((await VerifyAsync(Node, Text(number))).Key!.Id, Is.EqualTo(ids[number - 1]));
            await WaitForRewriteAsync(ids[number - 1]);
            Assert.That((await VerifyAsync(_nodes[1], Text(number))).Key!.Id, Is.EqualTo(ids[number - 1]), "on the other node");
        }

        Assert.That((await VerifyAsync(Node, Text(4))).Failure!.Reason, Is.EqualTo(ApiKeyFailureReason.Revoked));
        Assert.That((await VerifyAsync(Node, Text(5))).Failure!.Reason, Is.EqualTo(ApiKeyFailureReason.UnknownKey));
        Assert.That(await Node.Get<ApiKeyImporter>().CountUnusedAsync(Admin, CancellationToken.None), Is.Empty);
    }

    [Test]
    public async Task A_second_import_changes_nothing_and_a_ninth_key_of_a_hint_is_refused()
    {
        var rows = Enumerable.Range(1, 9).Select(i => ByHint(Text(i))).ToList();
        var first = await ReportAsync(Node, rows);
        Assert.That(first.Rows.Select(row => row.Outcome), Is.EqualTo(Enumerable.Repeat(ApiKeyImportOutcome.Imported, 8).Append(ApiKeyImportOutcome.Refused)));
        await Node.Get<ApiKeyManager>().DeleteAsync(first.Rows[0].Id!, Admin, CancellationToken.None);
        var second = await ReportAsync(_nodes[1], rows[..8]);
        Assert.That(second.Rows.Select(row => row.Outcome), Is.All.EqualTo(ApiKeyImportOutcome.Exists));
        Assert.That((await VerifyAsync(Node, Text(1))).Succeeded, Is.False);
        var trail = await Node.Get<ApiKeyDirectory>().ListAuditAsync(new AuditQuery { Action = ApiKeyActions.Import }, Admin, CancellationToken.None);
        Assert.That(trail.Select(entry => entry.KeyId), Is.EquivalentTo(rows.Take(8).Select(row => row.ForeignId)));
    }

    [Test]
    public async Task Imports_at_once_on_two_nodes_make_each_key_once()
    {
        var rows = Enumerable.Range(0, 16).Select(i => ByHint(Text(i, $"c9d{i % 4}"))).ToList();
        var reports = await Task.WhenAll(_nodes.Concat(_nodes).Select(node => Task.Run(() => ReportAsync(node, rows))));
        foreach (var outcomes in Enumerable.Range(0, rows.Count).Select(i => reports.Select(report => report.Rows[i].Outcome).ToList()))
        {
            Assert.That(outcomes.Count(outcome => outcome == ApiKeyImportOutcome.Imported), Is.EqualTo(1));
            Assert.That(outcomes, Has.None.EqualTo(ApiKeyImportOutcome.Refused));
        }
    }

    [Test]
    public async Task FC_30_first_uses_on_two_nodes_and_a_revocation_leave_one_key_that_is_revoked()
    {
        for (var round = 0; round < 5; round++)
        {
            var text = Text(round);
            var id = (await ImportAsync(ByHint(text))).Single();
            var uses = _nodes.SelectMany(node => Enumerable.Range(0, 4).Select(_ => Task.Run(async () => (await VerifyAsync(node, text)).Failure?.Reason))).ToList();
            var revoked = Node.Get<ApiKeyManager>().RevokeAsync(id, "leaked", Admin, CancellationToken.None);
            Assert.That((await revoked).Errors, Is.Empty);
            Assert.That(await Task.WhenAll(uses), Is.All.Null.Or.All.AnyOf(null, ApiKeyFailureReason.Revoked, ApiKeyFailureReason.UnknownKey));
            await Task.Delay(200);
            var key = (await Node.Store.FindByIdAsync(id, CancellationToken.None))!;
            Assert.That((key.RevokedReason, key.Secrets.Count), Is.EqualTo(("leaked", 1)));
            Assert.That((await VerifyAsync(Node, text)).Succeeded, Is.False);
        }
    }

    [Test]
    public async Task A_thousand_rows_are_imported_in_one_call()
    {
        var rows = Enumerable.Range(0, 1_000).Select(i => ByDigest(Text(i)) with { TenantId = $"T{i % 2}", LastUsedAt = Keys.Now.AddYears(-1), UsageCount = i }).ToList();
        var ids = await ImportAsync(rows);
        Assert.That((await VerifyAsync(Node, Text(999))).Key!.Id, Is.EqualTo(ids[999]));
        var counts = await Node.Get<ApiKeyImporter>().CountUnusedAsync(new ApiKeyActor("a", "T0", null), CancellationToken.None);
        Assert.That(counts, Is.EqualTo(new[] { new ImportedSecretCount("sha256", "T0", 500, Keys.Now.AddYears(-1)) }));
        Assert.That((await Node.Get<ApiKeyDirectory>().GetUsageAsync(ids[500], Admin, CancellationToken.None))!.Count, Is.EqualTo(500));
    }

    private async Task<IReadOnlyList<string>> ImportAsync(params IReadOnlyList<ApiKeyImportRow> rows)
    {
        var report = await ReportAsync(Node, rows);
        Assert.That(report.Rows.SelectMany(row => row.Errors), Is.Empty);
        return [.. report.Rows.Select(row => row.Id!)];
    }

    private static async Task<ApiKeyImportReport> ReportAsync(StoreHost<AppDbContext> node, IReadOnlyList<ApiKeyImportRow> rows)
    {
        var result = await node.Get<ApiKeyImporter>().ImportAsync(new ApiKeyImportRequest { Rows = rows }, Admin, CancellationToken.None);
        Assert.That(result.Errors, Is.Empty);
        return result.Value!;
    }

    private static async Task<ApiKeyVerification> VerifyAsync(StoreHost<AppDbContext> node, string text) =>
        await node.Get<ApiKeyVerifier>().VerifyAsync(text, default, CancellationToken.None);

    private async Task WaitForRewriteAsync(string id)
    {
        for (var attempt = 0; attempt < 400; attempt++)
        {
            if ((await Node.Store.FindByIdAsync(id, CancellationToken.None))!.Secrets.Single() is { ImportedFormat: null, LookupId: var lookupId })
            {
                Assert.That(lookupId, Does.Not.Contain(":"));
                return;
            }

            await Task.Delay(25);
        }

        Assert.Fail("The key was not written anew.");
    }

    private static string Text(int number, string last = "c9d0") => string.Create(CultureInfo.InvariantCulture, $"sk_live_{number:D8}abcdefghijklmnopqrst{last}");

    private static ApiKeyImportRow ByDigest(string text) => Row(Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text))), ApiKeyHashFormat.Sha256);

    // A slow hash that is quick enough for tests.
    private static ApiKeyImportRow ByHint(string text)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        var key = Rfc2898DeriveBytes.Pbkdf2(Encoding.ASCII.GetBytes(text), salt, 10, HashAlgorithmName.SHA256, 32);
        var hash = string.Create(CultureInfo.InvariantCulture, $"$pbkdf2-sha256$i=10${Convert.ToBase64String(salt).TrimEnd('=')}${Convert.ToBase64String(key).TrimEnd('=')}");
        return Row(hash, ApiKeyHashFormat.SelfDescribing) with { Prefix = "sk_live_", Last4 = text[^4..] };
    }

    private static ApiKeyImportRow Row(string hash, ApiKeyHashFormat format) => new()
    {
        ForeignId = Guid.NewGuid().ToString(),
        Name = "CRM Nightly Sync",
        Environment = "live",
        Scopes = ScopeSet.None,
        CreatedAt = Keys.Now.AddYears(-2),
        Hash = hash,
        HashFormat = format,
    };
}
