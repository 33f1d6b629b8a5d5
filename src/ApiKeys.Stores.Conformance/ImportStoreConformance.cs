using NUnit.Framework;

namespace ApiKeys.Stores.Conformance;

/// <summary>What a store that keys are imported into has to do. Inherit it, give it your store, run it.</summary>
[TestFixture]
public abstract class ImportStoreConformance : ApiKeyStoreFixture
{
    private static readonly string[] Listed = ["hint:sk_live_:c9d0:0", "hint:sk_live_:c9d0:3", "hint:sk_live_:c9d0:7"];

    /// <summary>The side of a store that finds imported secrets.</summary>
    /// <param name="store">What <see cref="ApiKeyStoreFixture.CreateAsync"/> gave.</param>
    protected virtual IApiKeyImportStore ImportsOf(IApiKeyStore store) =>
        store as IApiKeyImportStore ?? throw new InvalidOperationException("The store is no IApiKeyImportStore; override ImportsOf.");

    /// <summary>The usage that the store tells last uses from; <see langword="null"/>: it tells none.</summary>
    /// <param name="store">What <see cref="ApiKeyStoreFixture.CreateAsync"/> gave.</param>
    protected abstract IApiKeyUsageStore? UsageOf(IApiKeyStore store);

    /// <summary>Lookup ids are listed by what they begin with, letter for letter and in order, whatever stands between them.</summary>
    [Test]
    public async Task Lookup_ids_are_listed_by_their_beginning()
    {
        var store = await CreateAsync();
        string[] others = ["hint:sk_live_:c9d:0", "hint:sk_live_:C9D0:0", "Hint:sk_live_:c9d0:1", "hint:sk_live_:c9d0;0", "hint:sk_live_", "hint:sk%live_:c9d0:1", "sha256:x", "plain"];
        foreach (var lookupId in others.Concat(Listed.Reverse()))
        {
            await ApplyAsync(store, ApiKeyChange.Add(Imported(lookupId)));
        }

        await ApplyAsync(store, ApiKeyChange.Add(Imported("hint:sk_live_:c9d0:1") with { RevokedAt = Samples.Now }));
        await ApplyAsync(store, ApiKeyChange.Add(Imported("hint:sk_live_:c9d0:2") with { DeletedAt = Samples.Now }));
        var imports = ImportsOf(store);
        Assert.That(await imports.ListLookupIdsAsync("hint:sk_live_:c9d0:", 8, CancellationToken.None), Is.EqualTo(Listed));
        Assert.That(await imports.ListLookupIdsAsync("hint:sk_live_:c9d0:", 2, CancellationToken.None), Is.EqualTo(Listed.Take(2)));
        Assert.That(await imports.ListLookupIdsAsync("hint:", 100, CancellationToken.None), Has.Count.EqualTo(8));
        Assert.That(await imports.ListLookupIdsAsync("hint:\0:", 8, CancellationToken.None), Is.Empty);
        Assert.That(await imports.ListLookupIdsAsync("sha512:", 8, CancellationToken.None), Is.Empty);
    }

    /// <summary>Imported secrets are counted by format and tenant, with the last use of any of them.</summary>
    [Test]
    public async Task Imported_secrets_are_counted()
    {
        var store = await CreateAsync();
        ApiKeyRecord[] records =
        [
            Imported("hint:a:a:0"), Imported("hint:a:a:1"), Imported("sha256:a", "sha256"), Imported("sha256:b", "sha256") with { TenantId = "other" },
            Imported("sha256:c", "sha256") with { TenantId = null }, Imported("sha256:d", "sha256") with { RevokedAt = Samples.Now }, Imported("sha256:e", "sha256") with { DeletedAt = Samples.Now }, Samples.Record(),
        ];
        foreach (var record in records)
        {
            await ApplyAsync(store, ApiKeyChange.Add(record));
        }

        var usage = UsageOf(store);
        await (usage?.AddAsync(new UsageBatch(Guid.NewGuid(), [Use(records[0], 1), Use(records[1], 2), Use(records[2], 3) with { LookupId = "former" }, Use(records[7], 4)]), CancellationToken.None) ?? ValueTask.CompletedTask);
        DateTimeOffset? last = usage is null ? null : Samples.Now.AddHours(2);
        ImportedSecretCount[] all = [new("sha256", null, 1, null), new("sha256", "other", 1, null), new("aspnet_identity_v3", "tenant", 2, last), new("sha256", "tenant", 1, null)];
        var imports = ImportsOf(store);
        Assert.That(await imports.CountImportedAsync(null, false, CancellationToken.None), Is.EquivalentTo(all));
        Assert.That(await imports.CountImportedAsync("tenant", false, CancellationToken.None), Is.EquivalentTo(all[2..]));
        Assert.That(await imports.CountImportedAsync(null, true, CancellationToken.None), Is.EquivalentTo(all[..1]));
        Assert.That(await imports.CountImportedAsync("nobody\0", false, CancellationToken.None), Is.Empty);
    }

    /// <summary>A secret that gets another lookup id is found by it at once and by the old one no more, and its change is one.</summary>
    [Test]
    public async Task A_secret_moves_to_another_lookup_id_as_one_change()
    {
        var store = await CreateAsync();
        var before = Imported("hint:sk_live_:c9d0:0");
        await ApplyAsync(store, ApiKeyChange.Add(before));
        var after = before with { Secrets = [before.Secrets[0] with { LookupId = "ordinary", Hash = "$sha256$new", ImportedFormat = null }] };
        await ApplyAsync(store, ApiKeyChange.Update(before, after));
        Assert.That(await store.FindByLookupIdAsync("hint:sk_live_:c9d0:0", CancellationToken.None), Is.Null);
        var found = await store.FindByLookupIdAsync("ordinary", CancellationToken.None);
        Assert.That(Samples.Describe(found!), Is.EqualTo(Samples.Describe(after with { Version = 2 })));
        Assert.That(await ImportsOf(store).ListLookupIdsAsync("hint:", 8, CancellationToken.None), Is.Empty);
        Assert.That(await store.ApplyAsync(ApiKeyChange.Update(before, after), CancellationToken.None), Is.EqualTo(ApiKeyChangeOutcome.Conflict));
        await ApplyAsync(store, ApiKeyChange.Add(Imported("hint:sk_live_:c9d0:0")));
    }

    private static ApiKeyRecord Imported(string lookupId, string format = "aspnet_identity_v3") =>
        Samples.Record() with { Secrets = [Samples.Secret(lookupId) with { ImportedFormat = format }] };

    private static SecretUsage Use(ApiKeyRecord record, int hours) => new(record.Id, record.Secrets[0].LookupId, 1, Samples.Now.AddHours(hours), null);
}
