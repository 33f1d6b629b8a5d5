using System.Net;
using ApiKeys.Client.Tests.Hosts;
using ApiKeys.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.Client.Tests;

/// <summary>A server whose clock shows another time than the client's.</summary>
internal sealed class ClockSkewTests
{
    private ApiHost _host = null!;

    [SetUp]
    public async Task Start() => _host = await ApiHost.StartAsync();

    [TearDown]
    public async Task Stop() => await _host.DisposeAsync();

    [TestCase(-86_400)]
    [TestCase(-6)]
    [TestCase(31)]
    [TestCase(86_400 * 365)]
    public async Task A_wrong_clock_is_corrected_by_the_first_refusal(int skew)
    {
        using var clients = TestClients.Signing(_host.Address);
        Verify(clients, TimeSpan.FromSeconds(skew));
        using var client = clients.Create();
        using var first = await client.PostAsync("a", new StringContent("body"));
        using var second = await client.PostAsync("a", new StringContent("body"));

        Assert.Multiple(() =>
        {
            Assert.That((first.StatusCode, second.StatusCode), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.OK)));
            Assert.That(_host.Received, Has.Count.EqualTo(3), "the second request knows");
            Assert.That(_host.Received.All(SignatureCheck.IsSigned), Is.True, "the body was there each time");
            Assert.That(_host.Received.Select(SignatureCheck.SignatureOf), Is.Unique);
        });
    }

    [TestCase(0)]
    [TestCase(5)]
    [TestCase(-5)]
    public async Task A_small_skew_is_no_reason_to_send_again(int skew)
    {
        using var clients = TestClients.Signing(_host.Address);
        Refuse(() => clients.Time.GetUtcNow().AddSeconds(skew));
        using var client = clients.Create();
        using var response = await client.GetAsync("a");

        Assert.Multiple(() =>
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That(_host.Received, Has.Count.EqualTo(1));
        });
    }

    [Test]
    public async Task A_request_is_sent_again_only_once()
    {
        using var clients = TestClients.Signing(_host.Address);
        var far = 0;
        Refuse(() => clients.Time.GetUtcNow().AddHours(++far));
        using var client = clients.Create();
        using var response = await client.GetAsync("a");

        Assert.Multiple(() =>
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That(_host.Received, Has.Count.EqualTo(2));
        });
    }

    [Test]
    public async Task No_other_refusal_corrects_the_clock()
    {
        using var clients = TestClients.Signing(_host.Address);
        Refuse(() => clients.Time.GetUtcNow().AddHours(1), HttpStatusCode.Forbidden);
        using var client = clients.Create();
        await client.GetAsync("a");

        Assert.That(_host.Received, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_clock_is_not_corrected_where_that_is_switched_off()
    {
        using var clients = TestClients.Signing(_host.Address, options => options.CorrectClockSkew = false);
        Refuse(() => clients.Time.GetUtcNow().AddHours(1));
        using var client = clients.Create();
        await client.GetAsync("a");

        Assert.That(_host.Received, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_date_that_came_without_tls_from_another_machine_is_not_believed()
    {
        using var clients = new TestClients();
        Refuse(() => clients.Time.GetUtcNow().AddHours(1));
        clients.Add("sales", new Uri($"http://api.example:{_host.Address.Port}"))
            .AddApiKeySigning(options => (options.ApiKey, options.Secret) = (SignatureCheck.ApiKey, SignatureCheck.Secret))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { ConnectCallback = (_, cancellation) => Loopback.ConnectAsync(_host.Address, cancellation) });
        using var client = clients.Create();
        await client.GetAsync("a");

        Assert.That(_host.Received, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Requests_that_were_refused_together_are_all_sent_again()
    {
        const int Requests = 8;
        using var clients = TestClients.Signing(_host.Address);
        Verify(clients, TimeSpan.FromHours(1));
        using var client = clients.Create();
        var gate = new ArrivalGate(Requests);
        var verify = _host.Answer;
        _host.Answer = async (context, request, number) =>
        {
            await verify(context, request, number);
            await gate.ArriveAsync(context.RequestAborted);
        };
        var responses = await Task.WhenAll(Enumerable.Range(0, Requests).Select(i => client.GetAsync($"{i}")));

        Assert.That(responses.Select(response => response.StatusCode), Has.All.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task A_refusal_by_another_server_that_a_redirect_led_to_is_not_believed()
    {
        await using var first = await ApiHost.StartAsync();
        using var clients = TestClients.Of(first.Address, builder => builder
            .AddApiKeySigning(options => (options.ApiKey, options.Secret) = (SignatureCheck.ApiKey, SignatureCheck.Secret))
            .ConfigurePrimaryHttpMessageHandler(() => new Redirecting(_host.Address)));
        Refuse(() => clients.Time.GetUtcNow().AddHours(1));
        using var client = clients.Create();
        using var response = await client.GetAsync("a");

        Assert.Multiple(() =>
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That(_host.Received, Has.Count.EqualTo(1));
        });
    }

    private void Verify(TestClients clients, TimeSpan skew) => _host.Answer = (context, request, _) =>
    {
        var now = clients.Time.GetUtcNow() + skew;
        context.Response.Headers.Date = now.ToString("R");
        context.Response.StatusCode = SignatureCheck.IsSigned(request) && SignatureCheck.IsFresh(request, now) ? StatusCodes.Status200OK : StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    };

    private void Refuse(Func<DateTimeOffset> date) => Refuse(date, HttpStatusCode.Unauthorized);

    private void Refuse(Func<DateTimeOffset> date, HttpStatusCode status) => _host.Answer = (context, _, _) =>
    {
        context.Response.Headers.Date = date().ToString("R");
        context.Response.StatusCode = (int)status;
        return Task.CompletedTask;
    };

    // A primary handler that follows redirects by itself, as it must not.
    private sealed class Redirecting(Uri target) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            (request.RequestUri, request.Headers.Authorization) = (target, null);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
