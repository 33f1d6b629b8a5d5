using System.Net.Http.Headers;
using ApiKeys.Client.Tests.Hosts;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.Client.Tests;

internal sealed class ApiKeyTests
{
    private const string Key = "sk_live_example";

    private ApiHost _host = null!;

    [SetUp]
    public async Task Start() => _host = await ApiHost.StartAsync();

    [TearDown]
    public async Task Stop() => await _host.DisposeAsync();

    [Test]
    public async Task The_key_is_sent_as_a_bearer_token()
    {
        using var clients = TestClients.Of(_host.Address, builder => builder.AddApiKey(options => options.ApiKey = Key));
        using var client = clients.Create();
        await client.GetAsync("a");
        await client.PostAsync("b", null);

        Assert.That(_host.Received.Select(request => request["Authorization"]), Is.EqualTo([$"Bearer {Key}", $"Bearer {Key}"]));
    }

    [Test]
    public async Task The_key_is_sent_in_a_header_of_its_own_and_in_no_other()
    {
        using var clients = TestClients.Of(_host.Address, builder => builder.AddApiKey(options => (options.ApiKey, options.HeaderName) = (Key, "X-API-Key")));
        using var client = clients.Create();
        await client.GetAsync("a");

        Assert.Multiple(() =>
        {
            Assert.That(_host.Received[0]["X-API-Key"], Is.EqualTo(Key));
            Assert.That(_host.Received[0]["Authorization"], Is.Null);
        });
    }

    [Test]
    public async Task A_synchronous_request_has_the_key_too()
    {
        using var clients = TestClients.Of(_host.Address, builder => builder.AddApiKey(options => options.ApiKey = Key));
        using var client = clients.Create();
        using var request = new HttpRequestMessage(HttpMethod.Get, "a");
        using var response = await Task.Run(() => client.Send(request));

        Assert.That(_host.Received[0]["Authorization"], Is.EqualTo($"Bearer {Key}"));
    }

    [Test]
    public async Task A_request_with_a_header_of_its_own_is_sent_as_it_is()
    {
        using var clients = TestClients.Of(_host.Address, builder => builder.AddApiKey(options => options.ApiKey = Key));
        using var client = clients.Create();
        using var request = new HttpRequestMessage(HttpMethod.Get, "a");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "another");
        await client.SendAsync(request);

        Assert.Multiple(() =>
        {
            Assert.That(_host.Received[0]["Authorization"], Is.EqualTo("Bearer another"));
            Assert.That(request.Headers.Authorization?.Parameter, Is.EqualTo("another"));
        });
    }

    [Test]
    public async Task A_request_that_was_sent_does_not_have_the_key_any_more()
    {
        using var clients = TestClients.Of(_host.Address, builder => builder.AddApiKey(options => options.ApiKey = Key));
        using var client = clients.Create();
        using var response = await client.GetAsync("a");

        Assert.Multiple(() =>
        {
            Assert.That(_host.Received[0]["Authorization"], Is.Not.Null);
            Assert.That(response.RequestMessage!.ToString(), Does.Not.Contain(Key));
        });
    }

    [Test]
    public async Task Clients_of_several_names_have_keys_of_their_own()
    {
        using var clients = new TestClients();
        clients.Add("one", _host.Address).AddApiKey(options => options.ApiKey = "first");
        clients.Add("two", _host.Address).AddApiKey(options => options.ApiKey = "second");
        clients.Add("three", _host.Address);
        foreach (var name in new[] { "one", "two", "three" })
        {
            using var client = clients.Create(name);
            await client.GetAsync(name);
        }

        Assert.That(_host.Received.Select(request => request["Authorization"]), Is.EqualTo(["Bearer first", "Bearer second", null]));
    }

    [Test]
    public async Task P_6_the_key_is_read_from_the_environment()
    {
        const string Variable = "APIKEYS_CLIENT_TESTS_KEY";
        Environment.SetEnvironmentVariable(Variable, "from-environment");
        try
        {
            using var clients = new TestClients();
            clients.Add("named", _host.Address).AddApiKey(options => options.EnvironmentVariableName = Variable);
            clients.Add("given", _host.Address).AddApiKey(options => (options.ApiKey, options.EnvironmentVariableName) = (Key, Variable));
            foreach (var name in new[] { "named", "given" })
            {
                using var client = clients.Create(name);
                await client.GetAsync(name);
            }

            Assert.That(_host.Received.Select(request => request["Authorization"]), Is.EqualTo(["Bearer from-environment", $"Bearer {Key}"]));
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, null);
        }
    }
}
