using ApiKeys.AspNetCore.Tests.Host;
using ApiKeys.DependencyInjection;
using ApiKeys.Format;
using ApiKeys.Hashing;
using Microsoft.Extensions.Options;

namespace ApiKeys.AspNetCore.Tests;

/// <summary>Attack case O-228: what cannot work stops the start, and says what to do.</summary>
internal sealed class StartupTests
{
    [Test]
    public void AC_228_no_store_names_the_methods_that_add_one()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddApiKeys();
        builder.Services.AddAuthentication().AddApiKey();
        var app = builder.Build();
        Assert.That(() => app.StartAsync(), Throws.InstanceOf<OptionsValidationException>().With.Message.Contains("AddInMemoryStore()"));
    }

    private static readonly (string Word, Action<ApiKeysBuilder> Keys)[] Mistakes =
    [
        ("128", keys => keys.ConfigureFormat(format => format.Template = KeyTemplate.Parse("sk_{env}_{secret:20}"))),
        ("128", keys => keys.ConfigureFormat(format => (format.Template, format.DisplayPrefixLength) = (KeyTemplate.SalesOs, 20))),
        ("separator", keys => keys.ConfigureFormat(format => format.Environments.Add(new("pre-live", "pre_live")))),
        ("same name or label", keys => keys.ConfigureFormat(format => format.Environments.Add(new("live", "other")))),
        ("Environments is empty", keys => keys.ConfigureFormat(format => format.Environments.Clear())),
        ("DisplayLastLength", keys => keys.ConfigureFormat(format => format.DisplayLastLength = 5)),
        ("LookupKey", keys => keys.ConfigureFormat(format => format.LookupKey = new byte[31])),
        ("at least 32", keys => keys.ConfigureHashing(hashing => hashing.Peppers.Add(new ApiKeyPepper("p1", new byte[31])))),
        ("at least 32", keys => keys.ConfigureHashing(hashing => hashing.Peppers.Add(new ApiKeyPepper("p1", [])))),
        ("no pepper", keys => keys.ConfigureHashing(hashing => hashing.Algorithm = "hmac-sha256")),
        ("no hasher has that name", keys => keys.ConfigureHashing(hashing => hashing.Algorithm = "md5")),
        ("Pbkdf2Iterations", keys => keys.ConfigureHashing(hashing => hashing.Pbkdf2Iterations = 99_999)),
        ("DefaultLifetime", keys => keys.ConfigurePolicy(policy => policy.DefaultLifetime = TimeSpan.Zero)),
        ("Realm", keys => keys.ConfigureResponses(responses => responses.Realm = "a\"b")),
        ("RetryAfter", keys => keys.ConfigureResponses(responses => responses.UnavailableRetryAfterSeconds = 0)),
        ("has no Id", keys => keys.AddConfiguredKeys(configured => configured.Keys.Add(new()))),
    ];

    [Test]
    public void AC_228_each_mistake_stops_the_start_with_a_message_that_names_it([Range(0, 15)] int index)
    {
        var (word, keys) = Mistakes[index];
        Assert.That(() => ApiKeyHost.StartAsync(keys: keys), Throws.InstanceOf<OptionsValidationException>().With.Message.Contains(word));
    }

    [Test]
    public void AC_228_an_environment_that_is_not_configured_stops_the_start() => Assert.That(
        () => ApiKeyHost.StartAsync(options: options => options.Environment = "prod"),
        Throws.InstanceOf<OptionsValidationException>().With.Message.Contains("live, test"));

    [TestCase(ApiKeyTransports.None, "X-API-Key")]
    [TestCase(ApiKeyTransports.Header, "Authorization")]
    [TestCase(ApiKeyTransports.Header, "a b")]
    public void AC_228_a_place_that_does_not_exist_stops_the_start(ApiKeyTransports transports, string header) => Assert.That(
        () => ApiKeyHost.StartAsync(scheme: options => (options.Transports, options.HeaderName) = (transports, header)),
        Throws.InstanceOf<InvalidOperationException>().With.Message.Contains("ApiKeyAuthenticationOptions"));

    [Test]
    public void AC_228_one_scheme_added_twice_stops_the_start() => Assert.That(
        () => ApiKeyHost.StartAsync(services: builder => builder.Services.AddAuthentication().AddApiKey()),
        Throws.InstanceOf<InvalidOperationException>().With.Message.Contains("ApiKey"));
}
