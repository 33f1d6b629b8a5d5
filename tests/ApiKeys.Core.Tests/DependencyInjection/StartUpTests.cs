using ApiKeys.DependencyInjection;
using ApiKeys.Hashing;
using ApiKeys.Stores;
using ApiKeys.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.Core.Tests.DependencyInjection;

[TestFixture]
public class StartUpTests
{
    [Test]
    public void Default_host_with_a_store_starts() =>
        Assert.That(StartUp.Complaints(builder => builder.AddInMemoryStore()), Is.Empty);

    [Test]
    public void AC_228_host_without_a_store_is_told_what_to_call() =>
        Assert.That(StartUp.Complaints(_ => { }), Has.One.Contains("AddInMemoryStore()").And.One.Contains("AddStore(...)"));

    [Test]
    public void Host_that_did_not_validate_still_learns_that_it_has_no_store()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddApiKeys();
        using var provider = services.BuildServiceProvider();
        Assert.That(() => provider.GetRequiredService<IApiKeyStore>(), Throws.InvalidOperationException.With.Message.Contains("AddInMemoryStore()"));
    }

    [TestCase("live")]
    [TestCase(null)]
    public void S_27_host_serves_an_environment_that_exists(string? environment) =>
        Assert.That(StartUp.Complaints(builder => builder.AddInMemoryStore(), options => options.Environment = environment), Is.Empty);

    [TestCase("prod")]
    [TestCase("Live")]
    [TestCase("")]
    public void S_27_environment_that_does_not_exist_is_named_with_those_that_do(string environment)
    {
        var complaints = StartUp.Complaints(builder => builder.AddInMemoryStore(), options => options.Environment = environment);
        Assert.That(complaints, Has.One.Contains($"'{environment}'").And.One.Contains("live, test"));
    }

    [TestCase(ApiKeyFailureKind.Unauthorized, ExpectedResult = true)]
    [TestCase(ApiKeyFailureKind.Forbidden, ExpectedResult = true)]
    [TestCase(ApiKeyFailureKind.Unavailable, ExpectedResult = false)]
    public bool C_11_environment_mismatch_is_401_or_403(ApiKeyFailureKind kind) =>
        StartUp.Complaints(builder => builder.AddInMemoryStore(), options => options.EnvironmentMismatch = kind).Count == 0;

    [TestCase(1.0, ExpectedResult = true)]
    [TestCase(36_500.0, ExpectedResult = true)]
    [TestCase(36_500.001, ExpectedResult = false)]
    [TestCase(0.0, ExpectedResult = false)]
    [TestCase(-1.0, ExpectedResult = false)]
    [TestCase(null, ExpectedResult = true)]
    public bool P_1_default_lifetime_is_a_time(double? days)
    {
        TimeSpan? lifetime = days is { } count ? TimeSpan.FromDays(count) : null;
        return StartUp.Complaints(builder => builder.AddInMemoryStore().ConfigurePolicy(policy => policy.DefaultLifetime = lifetime)).Count == 0;
    }

    [Test]
    public async Task Adding_twice_adds_once_and_keeps_both_choices()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddApiKeys().AddInMemoryStore();
        services.AddApiKeys(options => options.Environment = "test");
        await using var provider = services.BuildServiceProvider();
        Assert.That(provider.GetServices<IApiKeyStore>().Count(), Is.EqualTo(1));
        Assert.That(provider.GetServices<IApiKeyHasher>().Select(hasher => hasher.Algorithm), Is.Unique);
        Assert.That(provider.GetRequiredService<TimeProvider>(), Is.SameAs(TimeProvider.System));
    }

    [Test]
    public void Last_store_counts()
    {
        var first = new LooseStore(null);
        var last = new LooseStore(null);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddApiKeys().AddStore(_ => first).AddStore(_ => last);
        using var provider = services.BuildServiceProvider();
        Assert.That(provider.GetRequiredKeyedService<IApiKeyStore>(ApiKeysBuilder.InnerStoreKey), Is.SameAs(last));
    }

    [Test]
    public void Fault_store_needs_a_store_before_it() =>
        Assert.That(() => new ServiceCollection().AddFaultStore(), Throws.InvalidOperationException.With.Message.Contains("AddApiKeys()"));

    [Test]
    public void A_store_factory_that_asks_for_its_own_product_is_told_so_and_does_not_hang()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddApiKeys().AddStore(provider => provider.GetRequiredService<IApiKeyStore>());
        using var provider = services.BuildServiceProvider();
        Assert.That(() => provider.GetRequiredService<IApiKeyStore>(), Throws.InvalidOperationException.With.Message.Contains("which is what it makes"));
    }

    [TestCase(0, false, false)]
    [TestCase(0, true, true)]
    [TestCase(1, false, true)]
    [TestCase(4, true, true)]
    [TestCase(5, true, false)]
    public void AC_228_default_limits_are_as_many_as_the_policy_allows(int count, bool allowUnlimited, bool isGood)
    {
        var complaints = StartUp.Complaints(builder => builder.AddInMemoryStore().ConfigurePolicy(policy =>
        {
            policy.AllowUnlimited = allowUnlimited;
            policy.DefaultRateLimits.Clear();
            foreach (var seconds in Enumerable.Range(1, count))
            {
                policy.DefaultRateLimits.Add(new RateLimit(1, TimeSpan.FromSeconds(seconds)));
            }
        }));
        Assert.That(complaints.Any(complaint => complaint.Contains("DefaultRateLimits", StringComparison.Ordinal)), Is.EqualTo(!isGood));
    }

    [TestCase(ApiKeyFailureKind.Unauthorized, true)]
    [TestCase(ApiKeyFailureKind.Forbidden, true)]
    [TestCase(ApiKeyFailureKind.Unavailable, false)]
    [TestCase(ApiKeyFailureKind.RateLimited, false)]
    [TestCase((ApiKeyFailureKind)9, false)]
    public void AC_228_the_wrong_environment_is_401_or_403(ApiKeyFailureKind kind, bool isGood)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddApiKeys(options => options.EnvironmentMismatch = kind).AddInMemoryStore();
        using var provider = services.BuildServiceProvider();
        Assert.That(
            () => provider.GetRequiredService<Microsoft.Extensions.Options.IOptions<ApiKeysOptions>>().Value,
            isGood ? Throws.Nothing : Throws.InstanceOf<Microsoft.Extensions.Options.OptionsValidationException>());
    }
}
