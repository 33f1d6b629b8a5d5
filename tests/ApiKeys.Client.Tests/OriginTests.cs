using System.Net;
using ApiKeys.Client.Sending;
using ApiKeys.Client.Tests.Hosts;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.Client.Tests;

/// <summary>Whom the key goes to.</summary>
internal sealed class OriginTests
{
    private const string Key = "sk_live_example";

    private ApiHost _host = null!;
    private ApiHost _other = null!;

    [SetUp]
    public async Task Start() => (_host, _other) = (await ApiHost.StartAsync(), await ApiHost.StartAsync());

    [TearDown]
    public async Task Stop()
    {
        await _host.DisposeAsync();
        await _other.DisposeAsync();
    }

    [TestCase(null)]
    [TestCase("X-API-Key")]
    public async Task Another_server_does_not_get_the_key(string? header)
    {
        using var clients = WithKey(header);
        using var client = clients.Create();
        await client.GetAsync(new Uri(_other.Address, "/a"));
        await client.GetAsync(new Uri(_host.Address, "/a"));

        Assert.Multiple(() =>
        {
            Assert.That(_other.Received.Single().Headers.Values, Has.None.Contains(Key));
            Assert.That(_host.Received.Single().Headers.Values, Has.One.Contains(Key));
        });
    }

    [Test]
    public async Task Another_server_gets_no_signature()
    {
        using var clients = TestClients.Signing(_host.Address);
        using var client = clients.Create();
        await client.GetAsync(new Uri(_other.Address, "/a"));
        await client.GetAsync(new Uri(_host.Address, "/a"));

        Assert.Multiple(() =>
        {
            Assert.That(_other.Received.Single()["Authorization"], Is.Null);
            Assert.That(SignatureCheck.IsSigned(_host.Received.Single()), Is.True);
        });
    }

    [TestCase(null)]
    [TestCase("X-API-Key")]
    public async Task A_redirect_is_the_callers_to_follow(string? header)
    {
        Redirect();
        using var clients = WithKey(header);
        using var client = clients.Create();
        using var response = await client.GetAsync("a");

        Assert.Multiple(() =>
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
            Assert.That(_other.Received, Is.Empty);
        });
    }

    [Test]
    public async Task A_redirect_of_a_client_that_signs_is_the_callers_to_follow()
    {
        Redirect();
        using var clients = TestClients.Signing(_host.Address);
        using var client = clients.Create();
        using var response = await client.GetAsync("a");

        Assert.Multiple(() =>
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
            Assert.That(_other.Received, Is.Empty);
        });
    }

    [Test]
    public async Task A_redirect_is_the_callers_to_follow_where_the_primary_handler_is_the_hosts_own()
    {
        Redirect();
        using var clients = TestClients.Of(_host.Address, builder => builder
            .AddApiKey(options => (options.ApiKey, options.HeaderName) = (Key, "X-API-Key"))
            .ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { AllowAutoRedirect = true }));
        using var client = clients.Create();
        using var response = await client.GetAsync("a");

        Assert.That(_other.Received, Is.Empty);
    }

    [Test]
    public async Task Without_this_library_a_redirect_takes_a_header_to_another_server()
    {
        Redirect();
        using var client = new HttpClient { BaseAddress = _host.Address };
        client.DefaultRequestHeaders.Add("X-API-Key", Key);
        await client.GetAsync("a");

        Assert.That(_other.Received.Single()["X-API-Key"], Is.EqualTo(Key));
    }

    [Test]
    public async Task A_primary_handler_that_is_in_use_and_follows_redirects_fails_with_a_message()
    {
        using var shared = new SocketsHttpHandler();
        using var plain = new HttpClient(shared, disposeHandler: false);
        await plain.GetAsync(_host.Address);
        using var clients = TestClients.Of(_host.Address, builder => builder.AddApiKey(options => options.ApiKey = Key).ConfigurePrimaryHttpMessageHandler(() => shared));

        Assert.That(clients.Create, Throws.InvalidOperationException.With.Message.Contains("AllowAutoRedirect"));
    }

    [Test]
    public void A_client_of_no_server_fails_with_a_message()
    {
        using var clients = new TestClients();
        clients.Services.AddHttpClient("sales").AddApiKey(options => options.ApiKey = Key);

        Assert.That(clients.Create, Throws.InvalidOperationException.With.Message.Contains("'sales'").And.Message.Contains("BaseAddress").And.Message.Not.Contains(Key));
    }

    [Test]
    public async Task The_origin_can_be_said_without_a_base_address()
    {
        using var clients = new TestClients();
        clients.Services.AddHttpClient("sales").AddApiKey(options => (options.ApiKey, options.Origin) = (Key, _host.Address));
        using var client = clients.Create();
        await client.GetAsync(new Uri(_host.Address, "/a"));
        await client.GetAsync(new Uri(_other.Address, "/a"));

        Assert.Multiple(() =>
        {
            Assert.That(_host.Received.Single()["Authorization"], Is.EqualTo($"Bearer {Key}"));
            Assert.That(_other.Received.Single()["Authorization"], Is.Null);
        });
    }

    [Test]
    public void The_key_does_not_leave_this_machine_without_tls()
    {
        using var clients = TestClients.Of(new Uri("http://api.example"), builder => builder.AddApiKey(options => options.ApiKey = Key));
        using var client = clients.Create();

        Assert.That(() => client.GetAsync("a"), Throws.InvalidOperationException.With.Message.Contains("http://api.example").And.Message.Not.Contains(Key));
    }

    [Test]
    public async Task The_key_leaves_this_machine_without_tls_where_that_is_allowed()
    {
        var address = new Uri($"http://api.example:{_host.Address.Port}");
        using var clients = TestClients.Of(address, builder => builder
            .AddApiKey(options => (options.ApiKey, options.AllowInsecureTransport) = (Key, true))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { ConnectCallback = (_, cancellation) => Loopback.ConnectAsync(_host.Address, cancellation) }));
        using var client = clients.Create();
        await client.GetAsync("a");

        Assert.That(_host.Received.Single()["Authorization"], Is.EqualTo($"Bearer {Key}"));
    }

    [TestCase("https://api.example", true)]
    [TestCase("http://127.0.0.1", true)]
    [TestCase("http://127.8.9.1", true)]
    [TestCase("http://[::1]", true)]
    [TestCase("http://localhost", true)]
    [TestCase("http://LOCALHOST", true)]
    [TestCase("http://localhost.example", false)]
    [TestCase("http://127.0.0.1.example", false)]
    [TestCase("http://10.0.0.1", false)]
    public void Nobody_is_on_the_way_to_this_machine_and_through_tls(string origin, bool expected) =>
        Assert.That(new KeyOrigin(new Uri(origin)).IsPrivate, Is.EqualTo(expected));

    [TestCase("https://api.example/other?q", true)]
    [TestCase("https://API.example:443/", true)]
    [TestCase("https://user@api.example/", true)]
    [TestCase("http://api.example/", false)]
    [TestCase("https://api.example:444/", false)]
    [TestCase("https://api.example./", false)]
    [TestCase("https://api.example.evil/", false)]
    [TestCase("https://api.example@evil/", false)]
    [TestCase("https://evil/api.example", false)]
    public void An_origin_is_scheme_host_and_port(string uri, bool expected) =>
        Assert.That(new KeyOrigin(new Uri("https://api.example/v1/")).Includes(new Uri(uri)), Is.EqualTo(expected));

    private TestClients WithKey(string? header) => TestClients.Of(_host.Address, builder => builder.AddApiKey(options => (options.ApiKey, options.HeaderName) = (Key, header)));

    private void Redirect() => _host.Answer = (context, _, _) =>
    {
        context.Response.Redirect(new Uri(_other.Address, "/b").ToString());
        return Task.CompletedTask;
    };
}
