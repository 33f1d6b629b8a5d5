using System.Net;
using System.Net.Http.Json;
using ApiKeys.Client.Tests.Hosts;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.Client.Tests;

internal sealed class RetryAfterTests
{
    private ApiHost _host = null!;
    private TestClients _clients = null!;

    [SetUp]
    public async Task Start()
    {
        _host = await ApiHost.StartAsync();
        _clients = TestClients.Of(_host.Address, builder => builder.AddRetryAfter());
    }

    [TearDown]
    public async Task Stop()
    {
        _clients.Dispose();
        await _host.DisposeAsync();
    }

    [TestCase(429, "GET")]
    [TestCase(429, "POST")]
    [TestCase(429, "PATCH")]
    [TestCase(503, "GET")]
    [TestCase(503, "HEAD")]
    [TestCase(503, "OPTIONS")]
    [TestCase(503, "PUT")]
    [TestCase(503, "DELETE")]
    [TestCase(503, "TRACE")]
    public async Task A_refusal_is_waited_out(int status, string method)
    {
        Refuse(status, "7", times: 1);
        using var client = _clients.Create();
        using var request = new HttpRequestMessage(new HttpMethod(method), "a");
        var sending = client.SendAsync(request);
        await WaitAsync(7);
        using var response = await sending;

        Assert.Multiple(() =>
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(_host.Received, Has.Count.EqualTo(2));
        });
    }

    [TestCase(503, "POST", "7")]
    [TestCase(503, "PATCH", "7")]
    [TestCase(500, "GET", "7")]
    [TestCase(401, "GET", "7")]
    [TestCase(200, "GET", "7")]
    [TestCase(429, "GET", null)]
    [TestCase(429, "GET", "soon")]
    [TestCase(429, "GET", "-1")]
    [TestCase(429, "GET", "61")]
    [TestCase(503, "GET", "99999999999999999999")]
    [TestCase(503, "GET", "Fri, 31 Dec 9999 23:59:59 GMT")]
    public async Task Anything_else_is_the_callers_at_once(int status, string method, string? retryAfter)
    {
        Refuse(status, retryAfter, times: 1);
        using var client = _clients.Create();
        using var request = new HttpRequestMessage(new HttpMethod(method), "a");
        using var response = await client.SendAsync(request);

        Assert.Multiple(() =>
        {
            Assert.That((int)response.StatusCode, Is.EqualTo(status));
            Assert.That(_host.Received, Has.Count.EqualTo(1));
        });
    }

    [Test]
    public async Task A_request_waits_as_long_as_it_is_told()
    {
        Refuse(429, "7", times: 1);
        using var client = _clients.Create();
        var sending = client.GetAsync("a");
        Assert.That(await _clients.Waits.NextAsync(), Is.EqualTo(TimeSpan.FromSeconds(7)));
        _clients.Time.Advance(TimeSpan.FromSeconds(7) - TimeSpan.FromTicks(1));
        Assert.That((_host.Received.Count, sending.IsCompleted), Is.EqualTo((1, false)));

        _clients.Time.Advance(TimeSpan.FromTicks(1));
        using var response = await sending;
        Assert.That(_host.Received, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_date_is_held_against_the_servers_own_clock()
    {
        var server = _clients.Time.GetUtcNow().AddYears(1);
        _host.Answer = (context, _, number) =>
        {
            context.Response.StatusCode = number == 1 ? 429 : 200;
            context.Response.Headers.Date = server.ToString("R");
            context.Response.Headers.RetryAfter = server.AddSeconds(42).ToString("R");
            return Task.CompletedTask;
        };
        using var client = _clients.Create();
        var sending = client.GetAsync("a");
        await WaitAsync(42);
        using var response = await sending;

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [TestCase("0")]
    [TestCase("Thu, 01 Jan 1970 00:00:00 GMT")]
    public async Task What_is_over_already_is_not_waited_for(string retryAfter)
    {
        Refuse(429, retryAfter, times: 3);
        using var client = _clients.Create();
        using var response = await client.GetAsync("a");

        Assert.That((response.StatusCode, _host.Received.Count), Is.EqualTo((HttpStatusCode.OK, 4)));
    }

    [Test]
    public async Task The_fourth_refusal_is_the_callers()
    {
        Refuse(429, "0", times: 10);
        using var client = _clients.Create();
        using var response = await client.GetAsync("a");

        Assert.That((response.StatusCode, _host.Received.Count), Is.EqualTo((HttpStatusCode.TooManyRequests, 4)));
    }

    [Test]
    public async Task The_options_bound_retries_and_waits()
    {
        using var clients = TestClients.Of(_host.Address, builder => builder.AddRetryAfter(options => (options.MaxRetries, options.MaxDelay) = (1, TimeSpan.Zero)));
        using var client = clients.Create();
        Refuse(429, "0", times: 10);
        using var twice = await client.GetAsync("a");
        Refuse(429, "1", times: 10);
        using var once = await client.GetAsync("a");

        Assert.That(_host.Received, Has.Count.EqualTo(3));
    }

    [TestCase("Idempotency-Key", true)]
    [TestCase("X-Other", false)]
    public async Task A_post_is_sent_again_after_503_where_the_server_can_tell_that_it_is_the_same(string header, bool expected)
    {
        Refuse(503, "0", times: 1);
        using var client = _clients.Create();
        using var request = new HttpRequestMessage(HttpMethod.Post, "a") { Content = JsonContent.Create("body") };
        request.Headers.Add(header, "once");
        using var response = await client.SendAsync(request);

        Assert.Multiple(() =>
        {
            Assert.That(_host.Received, Has.Count.EqualTo(expected ? 2 : 1));
            Assert.That(_host.Received.Select(received => received.Body), Has.All.EqualTo("\"body\""u8.ToArray()));
        });
    }

    private static IEnumerable<TestCaseData> Contents =>
    [
        new(new StringContent("body"), true),
        new(new ByteArrayContent("body"u8.ToArray()), true),
        new(new ReadOnlyMemoryContent("body"u8.ToArray()), true),
        new(new StreamContent(new MemoryStream("body"u8.ToArray())), true),
        new(new StreamContent(new OneWayStream("body"u8.ToArray())), false),
        new(new FickleContent(), false),
        new(new MultipartContent { JsonContent.Create("body"), new StreamContent(new MemoryStream("body"u8.ToArray())) }, true),
        new(new MultipartContent { new StringContent("body"), new StreamContent(new OneWayStream("body"u8.ToArray())) }, false),
    ];

    [TestCaseSource(nameof(Contents))]
    public async Task Only_what_can_be_sent_again_is(HttpContent content, bool expected)
    {
        Refuse(429, "0", times: 1);
        using var client = _clients.Create();
        using var response = await client.PostAsync("a", content);

        Assert.Multiple(() =>
        {
            Assert.That(response.StatusCode, Is.EqualTo(expected ? HttpStatusCode.OK : HttpStatusCode.TooManyRequests));
            Assert.That(_host.Received, Has.Count.EqualTo(expected ? 2 : 1));
            Assert.That(_host.Received[^1].Body, Is.Not.Empty.And.EqualTo(_host.Received[0].Body));
        });
    }

    [Test]
    public async Task A_wait_can_be_cancelled()
    {
        Refuse(429, "7", times: 1);
        using var client = _clients.Create();
        using var cancellation = new CancellationTokenSource();
        var sending = client.GetAsync("a", cancellation.Token);
        await _clients.Waits.NextAsync();
        await cancellation.CancelAsync();

        Assert.That(async () => await sending, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(_host.Received, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_refused_response_is_let_go()
    {
        var refused = new List<HttpResponseMessage>();
        using var clients = TestClients.Of(_host.Address, builder => builder.AddRetryAfter().AddHttpMessageHandler(() => new Spy(refused)));
        Refuse(429, "0", times: 1);
        using var client = clients.Create();
        using var response = await client.GetAsync("a");

        Assert.Multiple(() =>
        {
            Assert.That(() => refused[0].Content = null, Throws.InstanceOf<ObjectDisposedException>());
            Assert.That(() => refused[1].Content = null, Throws.Nothing);
        });
    }

    [Test]
    public void A_synchronous_request_fails_with_a_message()
    {
        using var client = _clients.Create();
        using var request = new HttpRequestMessage(HttpMethod.Get, "a");

        Assert.That(() => client.Send(request), Throws.InstanceOf<NotSupportedException>().With.Message.Contains("SendAsync"));
    }

    private async Task WaitAsync(int seconds)
    {
        Assert.That(await _clients.Waits.NextAsync(), Is.EqualTo(TimeSpan.FromSeconds(seconds)));
        _clients.Time.Advance(TimeSpan.FromSeconds(seconds));
    }

    private void Refuse(int status, string? retryAfter, int times)
    {
        var left = times;
        _host.Answer = (context, _, _) =>
        {
            if (left-- > 0)
            {
                context.Response.StatusCode = status;
                context.Response.Headers.RetryAfter = retryAfter;
            }

            return Task.CompletedTask;
        };
    }

    private sealed class Spy(List<HttpResponseMessage> seen) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            seen.Add(response);
            return response;
        }
    }
}
