using NUnit.Framework;

namespace ApiKeys.Stores.Conformance;

/// <summary>What a store does with the audit trail, where it keeps one. A part of <see cref="ApiKeyStoreConformance"/>.</summary>
[TestFixture]
public abstract class ApiKeyStoreAuditConformance : ApiKeyStoreChangeConformance
{
    private static readonly string[] KeptEntries = ["3", "1"];
    private static readonly string[] SecondEntry = ["2"];

    /// <summary>A change and its audit entry are written both or neither.</summary>
    [Test]
    public async Task A_change_and_its_audit_entry_are_one()
    {
        var store = await CreateAsync();
        // A store may do without a trail; one that has it has to keep it right.
        if (AuditOf(store) is not { } audit)
        {
            return;
        }

        var record = Samples.Record();
        await ApplyAsync(store, ApiKeyChange.Add(record).WithAudit(Entry(record, "1")));
        await store.ApplyAsync(ApiKeyChange.Add(record).WithAudit(Entry(record, "2")), CancellationToken.None);
        await ApplyAsync(store, ApiKeyChange.Delete(record).WithAudit(Entry(record, "3")));
        var trail = await audit.ListAsync(new AuditQuery { KeyId = record.Id }, CancellationToken.None);
        Assert.That(trail.Select(entry => entry.Id), Is.EqualTo(KeptEntries), "newest first, none for what was refused, and it outlives the key");
        Assert.That(await audit.ListAsync(new AuditQuery { TenantId = "another" }, CancellationToken.None), Is.Empty);
        Assert.That((await audit.ListAsync(new AuditQuery { BeforeId = "3" }, CancellationToken.None)).Single().Changes, Is.EqualTo(Entry(record, "1").Changes));
    }

    /// <summary>Every condition on the audit trail lets some entries through and keeps others back.</summary>
    [Test]
    public async Task The_audit_trail_is_filtered()
    {
        var store = await CreateAsync();
        if (AuditOf(store) is not { } audit)
        {
            return;
        }

        var plain = Samples.Record();
        var other = Samples.Record("50%_[a]\\'", tenant: "other");
        await ApplyAsync(store, ApiKeyChange.Add(plain).WithAudit(Entry(plain, "1")));
        await ApplyAsync(store, ApiKeyChange.Add(other).WithAudit(Entry(other, "2") with { Action = "api_key.revoke", Actor = "Ação", At = Samples.Now.AddMinutes(1) }));
        foreach (var query in new[]
        {
            new AuditQuery { TenantId = "other" }, new AuditQuery { KeyId = other.Id }, new AuditQuery { Action = "api_key.revoke" }, new AuditQuery { Actor = "Ação" },
            new AuditQuery { From = Samples.Now.AddMinutes(1) }, new AuditQuery { Search = "%_[A]" }, new AuditQuery { Limit = 1 },
        })
        {
            Assert.That((await audit.ListAsync(query, CancellationToken.None)).Select(entry => entry.Id), Is.EqualTo(SecondEntry), query.ToString());
        }

        var nobodys = Samples.Record(tenant: null);
        await ApplyAsync(store, ApiKeyChange.Add(nobodys).WithAudit(Entry(nobodys, "0") with { At = Samples.Now.AddDays(1) }));
        Assert.That((await audit.ListAsync(new AuditQuery { HasNoTenant = true }, CancellationToken.None)).Single().Id, Is.EqualTo("0"));
        Assert.That((await audit.ListAsync(new AuditQuery { To = Samples.Now.AddMinutes(1) }, CancellationToken.None)).Single().Id, Is.EqualTo("1"));
    }

    private static AuditEntry Entry(ApiKeyRecord record, string id) => new()
    {
        Id = id,
        At = Samples.Now,
        Action = "api_key.create",
        KeyId = record.Id,
        KeyName = record.Name,
        TenantId = record.TenantId,
        Changes = [new AuditFieldChange("name", null, record.Name)],
    };
}
