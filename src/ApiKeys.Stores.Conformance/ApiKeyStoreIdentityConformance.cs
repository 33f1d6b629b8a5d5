using NUnit.Framework;

namespace ApiKeys.Stores.Conformance;

/// <summary>What a store does with records and their ids. A part of <see cref="ApiKeyStoreConformance"/>.</summary>
[TestFixture]
public abstract class ApiKeyStoreIdentityConformance : ApiKeyStoreFixture
{
    /// <summary>Every member comes back as it was written: instants to the millisecond in UTC, null and empty apart.</summary>
    [Test]
    public async Task A_record_comes_back_with_every_member()
    {
        var store = await CreateAsync();
        foreach (var record in new[] { Samples.Full(), Samples.Record(), Samples.Record(tenant: null) with { Scopes = ScopeSet.Unrestricted } })
        {
            await ApplyAsync(store, ApiKeyChange.Add(record));
            var byId = await store.FindByIdAsync(record.Id, CancellationToken.None);
            var byLookupId = await store.FindByLookupIdAsync(record.Secrets[^1].LookupId, CancellationToken.None);
            Assert.That(Samples.Describe(byId!), Is.EqualTo(Samples.Describe(record)));
            Assert.That(Samples.Describe(byLookupId!), Is.EqualTo(Samples.Describe(record)));
        }
    }

    /// <summary>What does not exist is null, and no spelling of an id finds another.</summary>
    [Test]
    public async Task Ids_are_compared_letter_by_letter()
    {
        var store = await CreateAsync();
        var record = Samples.Record() with { Id = "AbC", Secrets = [Samples.Secret("LoOkUp")] };
        await ApplyAsync(store, ApiKeyChange.Add(record));
        foreach (var id in new[] { "abc", "ABC", "AbC ", " AbC", "AbC%", "A_C", "ÀbC", "", "0", "'; DROP TABLE keys; --" })
        {
            Assert.That(await store.FindByIdAsync(id, CancellationToken.None), Is.Null, id);
        }

        foreach (var id in new[] { "lookup", "LOOKUP", "LoOkUp ", "LoOk%", "", "LoOkUp\u200B", "0" })
        {
            var found = await store.FindByLookupIdAsync(id, CancellationToken.None);
            Assert.That(found?.Secrets.Any(secret => secret.LookupId == id) ?? false, Is.False, id);
        }
    }

    /// <summary>Neither an id nor a lookup id can be taken twice, in one record or in two.</summary>
    [Test]
    public async Task An_id_is_taken_once()
    {
        var store = await CreateAsync();
        var first = Samples.Record();
        await ApplyAsync(store, ApiKeyChange.Add(first));
        var lookupId = first.Secrets[0].LookupId;
        foreach (var second in new[]
        {
            Samples.Record() with { Id = first.Id },
            Samples.Record() with { Secrets = [Samples.Secret(lookupId)] },
            Samples.Record() with { Secrets = [Samples.Secret("twice"), Samples.Secret("twice")] },
        })
        {
            Assert.That(await store.ApplyAsync(ApiKeyChange.Add(second), CancellationToken.None), Is.EqualTo(ApiKeyChangeOutcome.Duplicate));
        }

        Assert.That((await store.FindByLookupIdAsync(lookupId, CancellationToken.None))!.Id, Is.EqualTo(first.Id));
    }

    /// <summary>Of many that add one lookup id at once, one succeeds.</summary>
    [Test]
    public async Task Of_many_at_once_one_takes_the_id()
    {
        var store = await CreateAsync();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
            await store.ApplyAsync(ApiKeyChange.Add(Samples.Record() with { Secrets = [Samples.Secret("wanted")] }), CancellationToken.None))));
        Assert.That(outcomes.Count(outcome => outcome == ApiKeyChangeOutcome.Applied), Is.EqualTo(1));
        Assert.That(outcomes.Where(outcome => outcome != ApiKeyChangeOutcome.Applied), Is.All.EqualTo(ApiKeyChangeOutcome.Duplicate));
    }
}
