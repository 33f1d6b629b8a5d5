using ApiKeys.Hashing;
using ApiKeys.Management;
using ApiKeys.Stores;
using ApiKeys.Testing;

namespace ApiKeys.Core.Tests.Import;

/// <summary>An import can be repeated, and what has become of its keys since stays as it is.</summary>
internal sealed class RepeatTests
{
    private static IReadOnlyList<ApiKeyImportRow> Rows =>
    [
        Foreign.ByHint(Foreign.Text(1)),
        Foreign.ByHint(Foreign.Text(2)) with { ForeignId = "42" },
        Foreign.ByHint(Foreign.Text(3)) with { ForeignId = null },
        Foreign.ByDigest(Foreign.Text(4)),
        Foreign.ByDigest(Foreign.Text(5)) with { ForeignId = null },
    ];

    [Test]
    public async Task A_second_import_changes_nothing()
    {
        await using var host = Foreign.NewHost();
        var rows = Rows;
        var ids = await host.ImportGoodAsync(rows);
        Assert.That(ids[0], Is.EqualTo(rows[0].ForeignId), "a UUID stays the id of its key");
        Assert.That(ids.Skip(1).Take(2).Select(id => Guid.Parse(id).Version), Is.All.EqualTo(8));
        await host.VerifyAsync(Foreign.Text(1));
        await host.Rehasher.Last;
        await host.Manager.EditAsync(ids[1], new() { Name = "renamed" }, Foreign.Host, default);
        var writes = host.Store.Writes;
        var report = await host.ImportAsync(rows);
        Assert.That(report.Rows.Select(row => (row.Row, row.Id, row.Outcome)), Is.EqualTo(ids.Select((id, i) => (i, id, ApiKeyImportOutcome.Exists))));
        Assert.That(host.Store.Writes, Is.EqualTo(writes));
        Assert.That((await host.Store.FindByIdAsync(ids[1], default))!.Name, Is.EqualTo("renamed"));
    }

    [TestCase(DeletionPolicy.Soft)]
    [TestCase(DeletionPolicy.Hard)]
    public async Task AC_065_what_was_revoked_or_deleted_does_not_come_back(DeletionPolicy deletion)
    {
        await using var host = Foreign.NewHost(builder => builder.ConfigurePolicy(policy => policy.Deletion = deletion));
        var rows = Rows;
        var ids = await host.ImportGoodAsync(rows);
        await host.VerifyAsync(Foreign.Text(1));
        await host.Rehasher.Last;
        foreach (var id in ids.Take(2))
        {
            await host.Manager.RevokeAsync(id, null, Foreign.Host, default);
        }

        foreach (var id in ids.Skip(2))
        {
            await host.Manager.DeleteAsync(id, Foreign.Host, default);
        }

        for (var i = 0; i < 2; i++)
        {
            var report = await host.ImportAsync(rows);
            Assert.That(report.Rows.Select(row => row.Outcome), Is.All.EqualTo(ApiKeyImportOutcome.Exists));
            foreach (var number in Enumerable.Range(1, 5))
            {
                Assert.That(await host.ReasonAsync(Foreign.Text(number)), Is.AnyOf(ApiKeyFailureReason.UnknownKey, ApiKeyFailureReason.Revoked, ApiKeyFailureReason.Deleted), $"text {number}");
            }

            // What was deleted softly is pruned after this, and the audit trail alone remembers it.
            host.Clock.Advance(TimeSpan.FromDays(31));
            await host.Pruner.PruneAsync(default);
        }

        Assert.That(await host.Store.FindByIdAsync(ids[2], default), Is.Null);
    }

    [Test]
    public async Task A_dry_run_says_what_would_be_and_writes_nothing()
    {
        await using var host = Foreign.NewHost();
        var rows = Enumerable.Range(1, 9).Select(i => Foreign.ByHint(Foreign.Text(i))).Append(Foreign.ByDigest(Foreign.Text(10)) with { Name = "" }).ToList();
        rows.Add(rows[0]);
        rows.Add(Foreign.ByDigest(Foreign.Text(11)));
        rows.Add(Foreign.ByDigest(Foreign.Text(11)));
        var dry = (await host.Importer.ImportAsync(new ApiKeyImportRequest { Rows = rows, IsDryRun = true }, Foreign.Host, default)).Value!;
        Assert.That((dry.IsDryRun, host.Store.Writes), Is.EqualTo((true, 0)));
        Assert.That(await host.Directory.CountAsync(new(), Foreign.Host, default), Is.Zero);
        Assert.That(await host.ReasonAsync(Foreign.Text(1)), Is.EqualTo(ApiKeyFailureReason.UnknownKey));
        var real = await host.ImportAsync(rows);
        Assert.That(real.IsDryRun, Is.False);
        Assert.That(real.Rows.Select(row => (row.Id, row.Outcome, string.Join('+', row.ErrorsOf()))), Is.EqualTo(dry.Rows.Select(row => (row.Id, row.Outcome, string.Join('+', row.ErrorsOf())))));
        Assert.That(real.Rows.Skip(8).Select(row => row.Outcome), Is.EqualTo(new[]
        {
            ApiKeyImportOutcome.Refused, ApiKeyImportOutcome.Refused, ApiKeyImportOutcome.Exists, ApiKeyImportOutcome.Imported, ApiKeyImportOutcome.Refused,
        }));
    }

    [Test]
    public async Task The_audit_trail_tells_of_each_imported_key_and_never_of_its_hash()
    {
        await using var host = Foreign.NewHost();
        var row = Foreign.ByHint(Foreign.Text()) with { ForeignId = "42", TenantId = "A" };
        var id = (await host.ImportGoodAsync(row)).Single();
        var entry = (await host.Directory.ListAuditAsync(new AuditQuery { KeyId = id }, Foreign.Host, default)).Single();
        Assert.That((entry.Action, entry.Actor, entry.TenantId, entry.KeyName), Is.EqualTo((ApiKeyActions.Import, "migration", "A", row.Name)));
        var changes = entry.Changes.ToDictionary(change => change.Field, change => change.After);
        Assert.That((changes["foreign_id"], changes["imported_format"], changes["secrets"]), Is.EqualTo(("42", "aspnet_identity_v3", "sk_live_…c9d0")));
        var stored = (await host.Store.FindByIdAsync(id, default))!.Secrets[0];
        Assert.That(string.Join('|', changes.Values), Does.Not.Contain(stored.Hash).And.Not.Contain(row.Hash).And.Not.Contain(stored.LookupId));
    }

    [Test]
    public async Task FC_08_a_store_that_fails_half_way_is_no_harm_to_a_repetition()
    {
        await using var host = Foreign.NewHost();
        var rows = Rows;
        await host.ImportGoodAsync(rows[0], rows[1]);
        host.Store.Fault = StoreFault.ThrowAfterCommit;
        Assert.That(async () => await host.ImportAsync(rows), Throws.TypeOf<ApiKeyStoreUnavailableException>());
        host.Store.Fault = StoreFault.None;
        var report = await host.ImportAsync(rows);
        Assert.That(report.Rows.Select(row => row.Outcome), Is.EqualTo(new[]
        {
            ApiKeyImportOutcome.Exists, ApiKeyImportOutcome.Exists, ApiKeyImportOutcome.Exists, ApiKeyImportOutcome.Imported, ApiKeyImportOutcome.Imported,
        }));
        Assert.That(await host.ReasonAsync(Foreign.Text(3)), Is.Null);
    }

    [Test]
    public async Task Two_imports_at_once_make_each_key_once()
    {
        await using var host = Foreign.NewHost();
        var rows = Enumerable.Range(0, 40).Select(i => Foreign.ByHint(Foreign.Text(i, $"c9d{i % 8}"))).ToList();
        var reports = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => host.ImportAsync(rows))));
        foreach (var outcomes in Enumerable.Range(0, rows.Count).Select(i => reports.Select(report => report.Rows[i].Outcome).ToList()))
        {
            Assert.That(outcomes.Count(outcome => outcome == ApiKeyImportOutcome.Imported), Is.EqualTo(1));
            Assert.That(outcomes, Has.None.EqualTo(ApiKeyImportOutcome.Refused));
        }

        Assert.That(await host.Directory.CountAsync(new(), Foreign.Host, default), Is.EqualTo(40));
    }

    [Test]
    public async Task A_thousand_rows_are_taken_and_one_more_is_not()
    {
        await using var host = Foreign.NewHost();
        var rows = Enumerable.Range(0, 1_000).Select(i => Foreign.Row(Foreign.Sha256(Foreign.Text(i)), ApiKeyHashFormat.Sha256) with { TenantId = $"T{i % 3}" }).ToList();
        await host.ImportGoodAsync(rows);
        Assert.That(await host.Directory.CountAsync(new(), Foreign.Host, default), Is.EqualTo(1_000));
        var result = await host.Importer.ImportAsync(new ApiKeyImportRequest { Rows = [.. rows, rows[0]] }, Foreign.Host, default);
        Assert.That(result.Errors.Single().Member, Is.EqualTo("Rows"));
        Assert.That((await host.ImportAsync([])).Rows, Is.Empty);
    }
}
