using ApiKeys.Client.Tests.Hosts;

namespace ApiKeys.Client.Tests;

/// <summary>What is signed is what goes over the wire (CONTRACT S-31, S-32).</summary>
internal sealed class SigningPathTests
{
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private ApiHost _host = null!;

    [SetUp]
    public async Task Start() => _host = await ApiHost.StartAsync();

    [TearDown]
    public async Task Stop() => await _host.DisposeAsync();

    [TestCase("/a%2Fb", "/a%2Fb")]
    [TestCase("/a%2fb", "/a%2fb")]
    [TestCase("/a%252Fb", "/a%252Fb")]
    [TestCase("/a b", "/a%20b")]
    [TestCase("/ä/日", "/%C3%A4/%E6%97%A5")]
    [TestCase("/%E4", "/%E4")]
    [TestCase("//x//y", "//x//y")]
    [TestCase("/a?", "/a?")]
    [TestCase("/?", "/?")]
    [TestCase("", "/")]
    [TestCase("/a?b=c d&e=%2f+g", "/a?b=c%20d&e=%2f+g")]
    [TestCase("/a?ü=ß?x", "/a?%C3%BC=%C3%9F?x")]
    [TestCase("/a/./b/../c", "/a/c")]
    [TestCase("/a/%2e%2e/b", "/b")]
    [TestCase("/a...b/.c/..d/", "/a...b/.c/..d/")]
    [TestCase("/%41%7e", "/A~")]
    [TestCase("/a;b=1,2'(x)!*:@$", "/a;b=1,2'(x)!*:@$")]
    [TestCase("/a?x=[1]|^`{}\"<>", "/a?x=[1]%7C%5E%60%7B%7D%22%3C%3E")]
    [TestCase("/a%zz?q=%", "/a%25zz?q=%25")]
    [TestCase("/a#fragment", "/a")]
    public async Task The_path_is_signed_as_it_is_sent(string path, string target)
    {
        using var clients = TestClients.Signing(_host.Address);
        using var client = clients.Create();
        using var response = await client.GetAsync(new Uri(_host.Address.GetLeftPart(UriPartial.Authority) + path));

        Assert.Multiple(() =>
        {
            Assert.That(_host.Received.Single().Target, Is.EqualTo(target));
            Assert.That(SignatureCheck.IsSigned(_host.Received.Single()), Is.True);
            Assert.That(SignatureCheck.IsSigned(_host.Received.Single(), target + "x"), Is.False, "the check can say no");
        });
    }

    [TestCase("/a/./b/../c")]
    [TestCase("/a/%2e%2e/%41%7e")]
    [TestCase("/a%zz?q=%")]
    public async Task A_path_that_is_not_made_canonical_is_signed_as_it_is_sent(string path)
    {
        using var clients = TestClients.Signing(_host.Address);
        using var client = clients.Create();
        using var response = await client.GetAsync(new Uri(_host.Address.GetLeftPart(UriPartial.Authority) + path, AsWritten));

        Assert.Multiple(() =>
        {
            Assert.That(_host.Received.Single().Target, Is.EqualTo(path));
            Assert.That(SignatureCheck.IsSigned(_host.Received.Single()), Is.True);
        });
    }

    [TestCase("/a?b=c", "/a")]
    [TestCase("/a?", "/a")]
    [TestCase("/a%3Fb?c", "/a%3Fb")]
    [TestCase("/a", "/a")]
    public async Task S_32_the_query_is_left_out_where_the_server_does_not_sign_it(string target, string signed)
    {
        using var clients = TestClients.Signing(_host.Address, options => options.SignsQuery = false);
        using var client = clients.Create();
        await client.GetAsync(target);

        Assert.Multiple(() =>
        {
            Assert.That(_host.Received.Single().Target, Is.EqualTo(target), "and it is sent all the same");
            Assert.That(SignatureCheck.IsSigned(_host.Received.Single(), signed), Is.True);
            Assert.That(SignatureCheck.IsSigned(_host.Received.Single()), Is.EqualTo(target == signed));
        });
    }

    [Test]
    public async Task S_32_a_prefix_is_signed_and_not_sent()
    {
        using var clients = TestClients.Signing(_host.Address, options => options.PathPrefix = "/functions/v1");
        using var client = clients.Create();
        await client.GetAsync("/a?b");

        Assert.Multiple(() =>
        {
            Assert.That(_host.Received.Single().Target, Is.EqualTo("/a?b"));
            Assert.That(SignatureCheck.IsSigned(_host.Received.Single(), "/functions/v1/a?b"), Is.True);
            Assert.That(SignatureCheck.IsSigned(_host.Received.Single()), Is.False);
        });
    }

    [TestCase("get", "GET")]
    [TestCase("Post", "POST")]
    [TestCase("patch", "PATCH")]
    [TestCase("query", "QUERY")]
    [TestCase("DELETE", "DELETE")]
    [TestCase("propfind", "propfind")]
    [TestCase("PropFind", "PropFind")]
    public async Task S_32_the_method_is_signed_as_it_is_sent(string method, string sent)
    {
        using var clients = TestClients.Signing(_host.Address);
        using var client = clients.Create();
        using var request = new HttpRequestMessage(new HttpMethod(method), "/a");
        await client.SendAsync(request);

        Assert.Multiple(() =>
        {
            Assert.That(_host.Received.Single().Method, Is.EqualTo(sent));
            Assert.That(SignatureCheck.IsSigned(_host.Received.Single()), Is.True);
            Assert.That(SignatureCheck.IsSigned(_host.Received.Single() with { Method = "OTHER" }), Is.False, "the check can say no");
        });
    }

    [Test]
    public void A_synchronous_request_fails_with_a_message()
    {
        using var clients = TestClients.Signing(_host.Address);
        using var client = clients.Create();
        using var request = new HttpRequestMessage(HttpMethod.Get, "a");

        Assert.That(() => client.Send(request), Throws.InstanceOf<NotSupportedException>().With.Message.Contains("SendAsync"));
        Assert.That(_host.Received, Is.Empty);
    }
}
