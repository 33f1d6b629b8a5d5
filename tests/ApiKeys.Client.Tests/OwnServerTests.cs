using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using ApiKeys.Client.Tests.Hosts;
using ApiKeys.Management;
using ApiKeys.Signing;

namespace ApiKeys.Client.Tests;

/// <summary>The client against this library's own server, in every form.</summary>
[TestFixture(null)]
[TestFixture(ApiKeySigningScheme.P2sSignV1)]
[TestFixture(ApiKeySigningScheme.HttpMessageSignatures)]
internal sealed class OwnServerTests(ApiKeySigningScheme? scheme)
{
    private OwnServer _server = null!;
    private IssuedApiKey _key = null!;
    private HttpClient _client = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _server = await OwnServer.StartAsync();
        _key = await _server.IssueAsync(scheme);
        _client = _server.Connect(_key, scheme);
    }

    [TearDown]
    public async Task StopAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [TestCase("/a%2Fb")]
    [TestCase("/a%252Fb")]
    [TestCase("//x//y")]
    [TestCase("/a?")]
    [TestCase("/a?b=c d&e=%2f+g&e=1")]
    [TestCase("/ä/日?ü=ß")]
    [TestCase("")]
    public async Task S_31_what_the_client_signs_the_server_accepts(string path)
    {
        using var answer = await _client.GetAsync(new Uri(_client.BaseAddress!.GetLeftPart(UriPartial.Authority) + path));
        Assert.That((answer.StatusCode, await answer.Content.ReadAsStringAsync()), Is.EqualTo((HttpStatusCode.OK, HashOf([]))));
    }

    [Test]
    public async Task AC_201_bodies_of_every_kind_arrive_as_they_were_signed()
    {
        var large = RandomNumberGenerator.GetBytes(3_000_000);
        Assert.That(await PostAsync(new ByteArrayContent(large)), Is.EqualTo(HashOf(large)));
        Assert.That(await PostAsync(new StreamContent(new MemoryStream(large))), Is.EqualTo(HashOf(large)));
        Assert.That(await PostAsync(new StringContent("{\"n\":\"Ação\"}")), Is.EqualTo(HashOf("{\"n\":\"Ação\"}"u8.ToArray())));
        Assert.That(await PostAsync(JsonContent.Create(new { n = 1 })), Is.EqualTo(HashOf("{\"n\":1}"u8.ToArray())));
        Assert.That(await PostAsync(new ByteArrayContent([])), Is.EqualTo(HashOf([])));
        Assert.That(await PostAsync(null), Is.EqualTo(HashOf([])));
    }

    [Test]
    public async Task AC_186_equal_requests_are_no_replays()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _client.GetAsync(new Uri("/same", UriKind.Relative))));
        Assert.That(answers.Select(answer => answer.StatusCode), Is.All.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task AC_183_another_secret_opens_nothing()
    {
        var other = await _server.IssueAsync(scheme);
        var mixed = scheme is null ? other with { Secret = new ApiKeySecret(other.Secret.Reveal()[..^1]) } : other with { SigningSecret = _key.SigningSecret };
        using var client = _server.Connect(mixed, scheme);
        using var answer = await client.GetAsync(new Uri("/", UriKind.Relative));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    private async Task<string> PostAsync(HttpContent? content)
    {
        using var answer = await _client.PostAsync(new Uri("/echo?x=1", UriKind.Relative), content);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadAsStringAsync();
    }

    private static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
