using System.Net;
using ApiKeys.Client.Tests.Hosts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ApiKeys.Client.Tests;

internal sealed class RegistrationTests
{
    private static readonly Uri Anywhere = new("https://api.example");

    private static readonly string[][] Orders =
    [
        ["retry", "own", "sign"], ["sign", "own", "retry"], ["own", "sign", "retry"],
        ["own", "retry", "sign"], ["retry", "sign", "own"], ["sign", "retry", "own"],
    ];

    [TestCaseSource(nameof(Orders))]
    public async Task Whatever_the_order_of_the_calls_each_try_is_signed_anew_with_what_is_sent(string first, string second, string third)
    {
        await using var host = await ApiHost.StartAsync();
        host.Answer = (context, _, number) =>
        {
            context.Response.StatusCode = number == 1 ? StatusCodes.Status429TooManyRequests : StatusCodes.Status200OK;
            context.Response.Headers.RetryAfter = "0";
            return Task.CompletedTask;
        };
        using var clients = TestClients.Of(host.Address, builder =>
        {
            foreach (var step in new[] { first, second, third })
            {
                _ = step switch
                {
                    "retry" => builder.AddRetryAfter(),
                    "sign" => builder.AddApiKeySigning(options => (options.ApiKey, options.Secret) = (SignatureCheck.ApiKey, SignatureCheck.Secret)),
                    _ => builder.AddHttpMessageHandler(() => new BodyChanger()),
                };
            }
        });
        using var client = clients.Create();
        using var response = await client.PostAsync("a", new StringContent("body"));

        Assert.Multiple(() =>
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(host.Received, Has.Count.EqualTo(2));
            Assert.That(host.Received.All(SignatureCheck.IsSigned), Is.True);
            Assert.That(host.Received.Select(SignatureCheck.SignatureOf), Is.Unique);
        });
    }

    [Test]
    public async Task Two_calls_configure_one_handler()
    {
        await using var host = await ApiHost.StartAsync();
        host.Answer = (context, _, _) =>
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = "0";
            return Task.CompletedTask;
        };
        using var clients = TestClients.Of(host.Address, builder => builder
            .AddApiKey(options => options.ApiKey = "first").AddApiKey(options => options.ApiKey = "second")
            .AddRetryAfter().AddRetryAfter(options => options.MaxRetries = 2));
        using var client = clients.Create();
        using var response = await client.GetAsync("a");

        Assert.That(host.Received.Select(request => request["Authorization"]), Is.EqualTo(["Bearer second", "Bearer second", "Bearer second"]));
    }

    [Test]
    public void All_clients_at_once_get_no_key()
    {
        var services = new ServiceCollection();

        Assert.Multiple(() =>
        {
            Assert.That(() => services.ConfigureHttpClientDefaults(builder => builder.AddApiKey(_ => { })), Throws.ArgumentException);
            Assert.That(() => services.ConfigureHttpClientDefaults(builder => builder.AddApiKeySigning(_ => { })), Throws.ArgumentException);
            Assert.That(() => services.ConfigureHttpClientDefaults(builder => builder.AddRetryAfter()), Throws.ArgumentException);
        });
    }

    private static IEnumerable<TestCaseData> WrongOptions =>
    [
        Wrong(builder => builder.AddApiKey(_ => { }), "HttpClient 'sales' has no API key: set ApiKeyClientOptions.ApiKey, or name an environment variable that holds it."),
        Wrong(builder => builder.AddApiKey(options => options.EnvironmentVariableName = "APIKEYS_NOWHERE"), "HttpClient 'sales' has no API key: the environment variable 'APIKEYS_NOWHERE' is not set or is empty."),
        Wrong(builder => builder.AddApiKey(options => options.ApiKey = "not-said\n"), "The API key of HttpClient 'sales' has characters other than visible ASCII; perhaps a space or a line break came along."),
        Wrong(builder => builder.AddApiKey(options => (options.ApiKey, options.HeaderName) = ("not-said", "Content-Type")), "'Content-Type', the HeaderName of HttpClient 'sales', is no name of a request header."),
        Wrong(builder => builder.AddApiKey(options => (options.ApiKey, options.HeaderName) = ("not-said", "a b")), "'a b', the HeaderName of HttpClient 'sales', is no name of a request header."),
        Wrong(builder => builder.AddApiKey(options => (options.ApiKey, options.HeaderName) = ("not-said", "")), "'', the HeaderName of HttpClient 'sales', is no name of a request header."),
        Wrong(builder => builder.AddApiKey(options => (options.ApiKey, options.Origin) = ("not-said", new Uri("/a", UriKind.Relative))), "The Origin of HttpClient 'sales' is no absolute http or https address."),
        Wrong(builder => builder.AddApiKeySigning(options => options.ApiKey = "not-said"), "HttpClient 'sales' has no API key secret: set SignedClientOptions.Secret, or name an environment variable that holds it."),
        Wrong(builder => builder.AddApiKeySigning(options => (options.ApiKey, options.SecretEnvironmentVariableName) = ("not-said", "APIKEYS_NOWHERE")), "HttpClient 'sales' has no API key secret: the environment variable 'APIKEYS_NOWHERE' is not set or is empty."),
        Wrong(builder => builder.AddApiKeySigning(options => (options.Secret, options.ApiKeyEnvironmentVariableName) = ("not-said", "APIKEYS_NOWHERE")), "HttpClient 'sales' has no API key: the environment variable 'APIKEYS_NOWHERE' is not set or is empty."),
        Wrong(builder => builder.AddApiKeySigning(options => (options.ApiKey, options.Secret, options.PathPrefix) = ("not-said", "not-said", "v1")), "The PathPrefix of HttpClient 'sales' begins with a slash, ends without one, and has no query."),
        Wrong(builder => builder.AddApiKeySigning(options => (options.ApiKey, options.Secret, options.PathPrefix) = ("not-said", "not-said", "/")), "The PathPrefix of HttpClient 'sales' begins with a slash, ends without one, and has no query."),
        Wrong(builder => builder.AddRetryAfter(options => options.MaxRetries = 0), "RetryAfterOptions.MaxRetries goes from 1 to 100."),
        Wrong(builder => builder.AddRetryAfter(options => options.MaxDelay = TimeSpan.FromDays(2)), "RetryAfterOptions.MaxDelay goes up to a day."),
        Wrong(
            builder => builder.AddApiKey(options => options.ApiKey = "not-said").AddApiKeySigning(options => (options.ApiKey, options.Secret) = ("not-said", "not-said")),
            "HttpClient 'sales' has both AddApiKey and AddApiKeySigning: a client sends its key or signs with it."),
    ];

    [TestCaseSource(nameof(WrongOptions))]
    public async Task Wrong_options_stop_the_start_and_the_first_use(Action<IHttpClientBuilder> configure, string message)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        configure(builder.Services.AddHttpClient("sales", client => client.BaseAddress = Anywhere));
        using var host = builder.Build();
        var start = Assert.CatchAsync<OptionsValidationException>(() => host.StartAsync());
        var use = Assert.Catch<OptionsValidationException>(() => host.Services.GetRequiredService<IHttpClientFactory>().CreateClient("sales"));

        Assert.Multiple(() =>
        {
            Assert.That(start!.Failures, Is.EqualTo([message]));
            Assert.That(use!.Failures, Is.EqualTo([message]));
            Assert.That(start.ToString(), Does.Not.Contain("not-said"));
        });
        await host.StopAsync();
    }

    [Test]
    public async Task Right_options_stop_nothing()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddHttpClient("sales", client => client.BaseAddress = Anywhere).AddApiKey(options => (options.ApiKey, options.HeaderName) = ("key", "X-API-Key")).AddRetryAfter();
        builder.Services.AddHttpClient("signed", client => client.BaseAddress = Anywhere).AddApiKeySigning(options => (options.ApiKey, options.Secret, options.PathPrefix) = ("a:b", "secret", "/v1"));
        using var host = builder.Build();

        Assert.That(() => host.StartAsync(), Throws.Nothing);
        Assert.That(() => host.Services.GetRequiredService<IHttpClientFactory>().CreateClient("signed"), Throws.Nothing);
        await host.StopAsync();
    }

    private static TestCaseData Wrong(Action<IHttpClientBuilder> configure, string message) => new TestCaseData(configure, message).SetArgDisplayNames(message);

    // As a handler that compresses would.
    private sealed class BodyChanger : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Content = new StringContent("changed");
            return base.SendAsync(request, cancellationToken);
        }
    }
}
