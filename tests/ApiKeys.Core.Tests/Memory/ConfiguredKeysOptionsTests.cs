using ApiKeys.Memory;
using ApiKeys.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.Core.Tests.Memory;

[TestFixture]
public class ConfiguredKeysOptionsTests
{
    [Test]
    public async Task Good_key_starts_without_another_store()
    {
        Assert.That(Complaints(_ => { }), Is.Empty);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddApiKeys().AddConfiguredKeys(options => options.Keys.Add(Key("crm", "lookup")));
        await using var provider = services.BuildServiceProvider();
        Assert.That((await provider.GetRequiredService<IApiKeyStore>().FindByLookupIdAsync("lookup", CancellationToken.None))?.Id, Is.EqualTo("crm"));
    }

    [TestCase("ak_live_0123456789AB_abcdefghijklmnopqrstuvwxyz0123450ckbKU")]
    [TestCase("")]
    [TestCase("qa2VMuKSMM7dE+HCup5KhrAJ8BbKEBeci7zeRAinN3g")]
    public void Key_itself_in_the_place_of_its_hash_is_refused_with_advice_and_not_repeated(string hash)
    {
        var complaint = Complaints(key => key.Hash = hash).Single();
        Assert.That(complaint, Is.EqualTo("The configured API key 'crm' is not usable: its Hash does not begin with a dollar sign; put the hash there, never the key itself."));
    }

    [Test]
    public void Key_without_an_id_is_refused() =>
        Assert.That(Complaints(key => key.Id = ""), Has.One.Contains("it has no Id"));

    [Test]
    public void Key_without_a_lookup_id_is_named() =>
        Assert.That(Complaints(key => key.LookupId = ""), Has.One.EqualTo("The configured API key 'crm' is not usable: it has no LookupId."));

    [Test]
    public void Bad_scope_is_named() =>
        Assert.That(Complaints(key => key.Scopes.Add("leads read")), Has.One.Contains("'crm'").And.One.Contains("A scope holds a character"));

    [TestCase("10.0.0.1/8", "did you mean 10.0.0.0/8?")]
    [TestCase("", "neither an address nor a network")]
    public void Bad_address_is_named(string entry, string reason) =>
        Assert.That(Complaints(key => key.AllowedIps.Add(entry)), Has.One.Contains("'crm'").And.One.Contains(reason));

    [TestCase("prod", "$sha256$qa2VMuKSMM7dE+HCup5KhrAJ8BbKEBeci7zeRAinN3g", "its Environment 'prod' is not one of live, test")]
    [TestCase("live", "$md5$abc", "its Hash names no algorithm that the host has")]
    [TestCase("live", "$x", "its Hash names no algorithm that the host has")]
    public void Environment_or_algorithm_that_the_host_does_not_have_is_named(string environment, string hash, string reason) =>
        Assert.That(Complaints(key => (key.Environment, key.Hash) = (environment, hash)), Has.One.Contains("'crm'").And.One.Contains(reason));

    [Test]
    public void Two_keys_of_one_id_are_refused() =>
        Assert.That(Complaints(_ => { }, Key("crm", "other")), Has.One.EqualTo("Two configured API keys have the Id 'crm'."));

    [Test]
    public void Two_keys_of_one_lookup_id_are_refused() =>
        Assert.That(Complaints(_ => { }, Key("erp", "lookup")), Has.One.EqualTo("Two configured API keys have the LookupId 'lookup'."));

    [Test]
    public void Ids_that_differ_in_case_are_two_keys() =>
        Assert.That(Complaints(_ => { }, Key("CRM", "LOOKUP")), Is.Empty);

    private static ConfiguredApiKey Key(string id, string lookupId) => new() { Id = id, LookupId = lookupId, Hash = "$sha256$qa2VMuKSMM7dE+HCup5KhrAJ8BbKEBeci7zeRAinN3g" };

    private static IReadOnlyList<string> Complaints(Action<ConfiguredApiKey> configure, params ConfiguredApiKey[] others) =>
        StartUp.Complaints(builder => builder.AddConfiguredKeys(options =>
        {
            var key = Key("crm", "lookup");
            configure(key);
            options.Keys.Add(key);
            others.ToList().ForEach(options.Keys.Add);
        }));
}
