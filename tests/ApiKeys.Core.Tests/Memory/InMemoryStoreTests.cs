using ApiKeys.Memory;
using ApiKeys.Stores;

namespace ApiKeys.Core.Tests.Memory;

[TestFixture]
public class InMemoryStoreTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly InMemoryApiKeyStore _store = new(new InMemoryUsageStore());
    private ApiKeyRecord _record = Records.Of("none", "none");

    [SetUp]
    public async Task Add_a_key()
    {
        var id = Guid.NewGuid().ToString();
        _record = Records.Of(id, id + "-a");
        Assert.That(await _store.ApplyAsync(ApiKeyChange.Add(_record), None), Is.EqualTo(ApiKeyChangeOutcome.Applied));
    }

    [Test]
    public async Task Added_key_is_found_by_both_ids()
    {
        Assert.That(await _store.FindByIdAsync(_record.Id, None), Is.SameAs(_record));
        Assert.That(await _store.FindByLookupIdAsync(_record.Id + "-a", None), Is.SameAs(_record));
        Assert.That(await _store.FindByIdAsync(_record.Id + "-a", None), Is.Null);
        Assert.That(await _store.FindByLookupIdAsync(_record.Id, None), Is.Null);
    }

    [Test]
    public async Task Ids_compare_character_by_character()
    {
        var upper = Records.Of(_record.Id.ToUpperInvariant() + "X", _record.Id.ToUpperInvariant() + "-A");
        Assert.That(await _store.FindByLookupIdAsync(upper.Secrets[0].LookupId, None), Is.Null);
        Assert.That(await _store.FindByLookupIdAsync(_record.Id + "-a ", None), Is.Null);
        Assert.That(await _store.ApplyAsync(ApiKeyChange.Add(upper), None), Is.EqualTo(ApiKeyChangeOutcome.Applied));
        Assert.That(await _store.FindByLookupIdAsync(_record.Id + "-a", None), Is.SameAs(_record));
    }

    [Test]
    public async Task Second_key_of_one_id_is_a_duplicate_and_changes_nothing()
    {
        var second = Records.Of(_record.Id, _record.Id + "-b");
        Assert.That(await _store.ApplyAsync(ApiKeyChange.Add(second), None), Is.EqualTo(ApiKeyChangeOutcome.Duplicate));
        Assert.That(await _store.FindByIdAsync(_record.Id, None), Is.SameAs(_record));
        Assert.That(await _store.FindByLookupIdAsync(_record.Id + "-b", None), Is.Null);
    }

    [Test]
    public async Task FC_27_second_key_of_one_lookup_id_is_a_duplicate_and_changes_nothing()
    {
        var second = Records.Of(_record.Id + "2", _record.Id + "-b", _record.Id + "-a");
        Assert.That(await _store.ApplyAsync(ApiKeyChange.Add(second), None), Is.EqualTo(ApiKeyChangeOutcome.Duplicate));
        Assert.That(await _store.FindByIdAsync(second.Id, None), Is.Null);
        Assert.That(await _store.FindByLookupIdAsync(_record.Id + "-b", None), Is.Null);
        Assert.That(await _store.FindByLookupIdAsync(_record.Id + "-a", None), Is.SameAs(_record));
    }

    [Test]
    public async Task Key_with_one_lookup_id_twice_is_a_duplicate()
    {
        var twice = Records.Of(_record.Id + "2", _record.Id + "-b", _record.Id + "-b");
        Assert.That(await _store.ApplyAsync(ApiKeyChange.Add(twice), None), Is.EqualTo(ApiKeyChangeOutcome.Duplicate));
        Assert.That(await _store.FindByLookupIdAsync(_record.Id + "-b", None), Is.Null);
    }

    [Test]
    public async Task Update_counts_the_version_and_indexes_the_new_secrets_alone()
    {
        var rotated = _record with { Secrets = Records.Of(_record.Id, _record.Id + "-b", _record.Id + "-c").Secrets };
        Assert.That(await _store.ApplyAsync(ApiKeyChange.Update(rotated), None), Is.EqualTo(ApiKeyChangeOutcome.Applied));
        var found = await _store.FindByIdAsync(_record.Id, None);
        Assert.That(found!.Version, Is.EqualTo(2));
        Assert.That(await _store.FindByLookupIdAsync(_record.Id + "-a", None), Is.Null);
        Assert.That(await _store.FindByLookupIdAsync(_record.Id + "-b", None), Is.SameAs(found));
        Assert.That(await _store.FindByLookupIdAsync(_record.Id + "-c", None), Is.SameAs(found));
    }

    [Test]
    public async Task Update_of_a_state_that_is_gone_is_a_conflict_and_changes_nothing()
    {
        Assert.That(await _store.ApplyAsync(ApiKeyChange.Update(_record with { RevokedAt = Records.Start }), None), Is.EqualTo(ApiKeyChangeOutcome.Applied));
        Assert.That(await _store.ApplyAsync(ApiKeyChange.Update(_record with { Name = "later" }), None), Is.EqualTo(ApiKeyChangeOutcome.Conflict));
        Assert.That(await _store.ApplyAsync(ApiKeyChange.Delete(_record), None), Is.EqualTo(ApiKeyChangeOutcome.Conflict));
        Assert.That((await _store.FindByIdAsync(_record.Id, None))!.RevokedAt, Is.EqualTo(Records.Start));
    }

    [Test]
    public async Task Update_to_the_lookup_id_of_another_key_is_a_duplicate()
    {
        var other = Records.Of(_record.Id + "2", _record.Id + "-b");
        await _store.ApplyAsync(ApiKeyChange.Add(other), None);
        var greedy = _record with { Secrets = [.. _record.Secrets, .. other.Secrets] };
        Assert.That(await _store.ApplyAsync(ApiKeyChange.Update(greedy), None), Is.EqualTo(ApiKeyChangeOutcome.Duplicate));
        Assert.That(await _store.FindByLookupIdAsync(_record.Id + "-b", None), Is.SameAs(other));
    }

    [Test]
    public async Task AC_084_deleted_key_is_gone_and_no_late_update_brings_it_back()
    {
        Assert.That(await _store.ApplyAsync(ApiKeyChange.Delete(_record), None), Is.EqualTo(ApiKeyChangeOutcome.Applied));
        Assert.That(await _store.ApplyAsync(ApiKeyChange.Update(_record), None), Is.EqualTo(ApiKeyChangeOutcome.NotFound));
        Assert.That(await _store.ApplyAsync(ApiKeyChange.Delete(_record), None), Is.EqualTo(ApiKeyChangeOutcome.NotFound));
        Assert.That(await _store.FindByIdAsync(_record.Id, None), Is.Null);
        Assert.That(await _store.FindByLookupIdAsync(_record.Id + "-a", None), Is.Null);
    }
}
