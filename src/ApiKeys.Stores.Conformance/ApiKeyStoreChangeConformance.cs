using NUnit.Framework;

namespace ApiKeys.Stores.Conformance;

/// <summary>What a store does with changes, also with many at once. A part of <see cref="ApiKeyStoreConformance"/>.</summary>
[TestFixture]
public abstract class ApiKeyStoreChangeConformance : ApiKeyStoreIdentityConformance
{
    /// <summary>A change that was made from an older state is refused and changes nothing.</summary>
    [Test]
    public async Task A_change_from_an_older_state_is_a_conflict()
    {
        var store = await CreateAsync();
        var record = Samples.Record();
        await ApplyAsync(store, ApiKeyChange.Add(record));
        await ApplyAsync(store, ApiKeyChange.Update(record, record with { Name = "first" }));
        Assert.That(await store.ApplyAsync(ApiKeyChange.Update(record, record with { Name = "second" }), CancellationToken.None), Is.EqualTo(ApiKeyChangeOutcome.Conflict));
        Assert.That(await store.ApplyAsync(ApiKeyChange.Delete(record), CancellationToken.None), Is.EqualTo(ApiKeyChangeOutcome.Conflict));
        var stored = await store.FindByIdAsync(record.Id, CancellationToken.None);
        Assert.That((stored!.Name, stored.Version), Is.EqualTo(("first", 2)));
    }

    /// <summary>Of many changes from one state, one succeeds.</summary>
    [Test]
    public async Task Of_many_changes_from_one_state_one_is_made()
    {
        var store = await CreateAsync();
        var record = Samples.Record();
        await ApplyAsync(store, ApiKeyChange.Add(record));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(async () =>
            await store.ApplyAsync(ApiKeyChange.Update(record, record with { Name = $"name {i}" }), CancellationToken.None))));
        Assert.That(outcomes.Count(outcome => outcome == ApiKeyChangeOutcome.Applied), Is.EqualTo(1));
        Assert.That(outcomes.Where(outcome => outcome != ApiKeyChangeOutcome.Applied), Is.All.EqualTo(ApiKeyChangeOutcome.Conflict));
    }

    /// <summary>Old secrets go and new ones come with the change.</summary>
    [Test]
    public async Task Secrets_change_with_their_record()
    {
        var store = await CreateAsync();
        var record = Samples.Record();
        await ApplyAsync(store, ApiKeyChange.Add(record));
        var fresh = Samples.Secret();
        await ApplyAsync(store, ApiKeyChange.Update(record, record with { Secrets = [fresh] }));
        Assert.That(await store.FindByLookupIdAsync(record.Secrets[0].LookupId, CancellationToken.None), Is.Null);
        Assert.That((await store.FindByLookupIdAsync(fresh.LookupId, CancellationToken.None))!.Id, Is.EqualTo(record.Id));
    }

    /// <summary>What is deleted stays deleted, whatever comes late.</summary>
    [Test]
    public async Task A_deleted_key_is_not_created_again()
    {
        var store = await CreateAsync();
        var record = Samples.Record();
        await ApplyAsync(store, ApiKeyChange.Add(record));
        await ApplyAsync(store, ApiKeyChange.Delete(record));
        Assert.That(await store.ApplyAsync(ApiKeyChange.Update(record, record with { Name = "late" }), CancellationToken.None), Is.EqualTo(ApiKeyChangeOutcome.NotFound));
        Assert.That(await store.ApplyAsync(ApiKeyChange.Delete(record), CancellationToken.None), Is.EqualTo(ApiKeyChangeOutcome.NotFound));
        Assert.That(await store.FindByIdAsync(record.Id, CancellationToken.None), Is.Null);
        Assert.That(await store.FindByLookupIdAsync(record.Secrets[0].LookupId, CancellationToken.None), Is.Null);
    }

    /// <summary>The cap of a tenant holds also where many keys are added at once, and revoked keys do not count.</summary>
    [Test]
    public async Task A_tenants_cap_holds_under_a_race()
    {
        var store = await CreateAsync();
        var revoked = Samples.Record();
        await ApplyAsync(store, ApiKeyChange.Add(revoked));
        await ApplyAsync(store, ApiKeyChange.Update(revoked, revoked with { RevokedAt = Samples.Now }));
        await ApplyAsync(store, ApiKeyChange.Add(Samples.Record(tenant: "another")));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
            await store.ApplyAsync(ApiKeyChange.Add(Samples.Record()).WithCap(3), CancellationToken.None))));
        Assert.That(outcomes.Count(outcome => outcome == ApiKeyChangeOutcome.Applied), Is.EqualTo(3));
        Assert.That(outcomes.Where(outcome => outcome != ApiKeyChangeOutcome.Applied), Is.All.EqualTo(ApiKeyChangeOutcome.CapReached));
    }

    /// <summary>Of many requests with one idempotency key one makes a key, and the others can tell which.</summary>
    [Test]
    public async Task An_idempotency_key_makes_one_key()
    {
        var store = await CreateAsync();
        Assert.That(await store.FindIdempotentAsync("wanted", CancellationToken.None), Is.Null);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(async () =>
        {
            var record = Samples.Record();
            var entry = new IdempotencyEntry("wanted", $"print {i}", record.Id, Samples.Now);
            return (Entry: entry, Outcome: await store.ApplyAsync(ApiKeyChange.Add(record).WithIdempotency(entry), CancellationToken.None));
        })));
        var made = outcomes.Single(outcome => outcome.Outcome == ApiKeyChangeOutcome.Applied).Entry;
        Assert.That(outcomes.Where(outcome => outcome.Entry != made).Select(outcome => outcome.Outcome), Is.All.EqualTo(ApiKeyChangeOutcome.Repeated));
        Assert.That(await store.FindIdempotentAsync("wanted", CancellationToken.None), Is.EqualTo(made));
        Assert.That(await store.FindIdempotentAsync("WANTED", CancellationToken.None), Is.Null);
        Assert.That(await store.CountAsync(new ApiKeyQuery { Now = Samples.Now }, CancellationToken.None), Is.EqualTo(1));
    }

    /// <summary>Deleted keys that are old enough go, a batch at a time, and so do idempotency entries; nothing else does.</summary>
    [Test]
    public async Task Pruning_removes_what_is_old_enough()
    {
        var store = await CreateAsync();
        var old = Enumerable.Range(1, 3).Select(i => Samples.Record() with { DeletedAt = Samples.Now.AddDays(-i) }).ToList();
        var kept = new[] { Samples.Record(), Samples.Record() with { DeletedAt = Samples.Now }, Samples.Record() with { RevokedAt = Samples.Now.AddDays(-9) } };
        foreach (var record in old.Concat(kept))
        {
            await ApplyAsync(store, ApiKeyChange.Add(record).WithIdempotency(new IdempotencyEntry(record.Id, "print", record.Id, record.DeletedAt ?? Samples.Now)));
        }

        var pruning = new ApiKeyPruning(Samples.Now, Samples.Now, 2);
        var removed = new List<string>();
        while (await store.PruneAsync(pruning, CancellationToken.None) is { Count: > 0 } batch)
        {
            Assert.That(batch, Has.Count.LessThanOrEqualTo(2));
            removed.AddRange(batch);
        }

        Assert.That(removed, Is.EquivalentTo(old.Select(record => record.Id)));
        Assert.That(await store.FindByIdAsync(old[0].Id, CancellationToken.None), Is.Null);
        Assert.That(await store.FindByLookupIdAsync(old[0].Secrets[0].LookupId, CancellationToken.None), Is.Null);
        Assert.That(await store.FindIdempotentAsync(old[0].Id, CancellationToken.None), Is.Null);
        foreach (var record in kept)
        {
            Assert.That(await store.FindByIdAsync(record.Id, CancellationToken.None), Is.Not.Null);
            Assert.That(await store.FindIdempotentAsync(record.Id, CancellationToken.None), Is.Not.Null);
        }
    }

    /// <summary>A cancelled call ends, and nothing is half written.</summary>
    [Test]
    public async Task Cancellation_is_honoured()
    {
        var store = await CreateAsync();
        var record = Samples.Record();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        Assert.That(async () => await store.ApplyAsync(ApiKeyChange.Add(record), cancelled.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(await store.FindByIdAsync(record.Id, CancellationToken.None), Is.Null);
        Assert.That(await store.FindByLookupIdAsync(record.Secrets[0].LookupId, CancellationToken.None), Is.Null);
    }
}
