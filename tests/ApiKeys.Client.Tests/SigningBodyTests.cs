using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using ApiKeys.Client.Content;
using ApiKeys.Client.Tests.Hosts;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace ApiKeys.Client.Tests;

/// <summary>The body that is signed is the body that is sent.</summary>
[NonParallelizable]
internal sealed class SigningBodyTests
{
    private const int Large = SpoolStream.MostBytesInMemory + 12_345;

    private static readonly string[] Kinds = ["none", "empty", "bytes", "part of bytes", "text", "form", "memory", "JSON", "multipart", "seekable", "seekable from its middle", "one-way", "empty one-way", "derived"];

    private ApiHost _host = null!;
    private DirectoryInfo _temporary = null!;
    private string? _usualTemporary;

    [SetUp]
    public async Task Start()
    {
        _host = await ApiHost.StartAsync();
        _temporary = Directory.CreateTempSubdirectory("apikeys-client-");
        _usualTemporary = Environment.GetEnvironmentVariable("TMPDIR");
        Environment.SetEnvironmentVariable("TMPDIR", _temporary.FullName);
    }

    [TearDown]
    public async Task Stop()
    {
        Environment.SetEnvironmentVariable("TMPDIR", _usualTemporary);
        _temporary.Delete(recursive: true);
        await _host.DisposeAsync();
    }

    [Test]
    public async Task Every_byte_that_is_signed_arrives([ValueSource(nameof(Kinds))] string kind, [Values(100, Large)] int size)
    {
        var bytes = RandomNumberGenerator.GetBytes(size);
        var (content, expected) = Make(kind, bytes);
        using var clients = TestClients.Signing(_host.Address);
        using var client = clients.Create();
        using var response = await client.PostAsync("a", content);
        var received = _host.Received.Single();

        Assert.Multiple(() =>
        {
            Assert.That(received.Body.AsSpan().SequenceEqual(expected ?? received.Body), Is.True);
            Assert.That(received.Body, expected is { Length: 0 } ? Is.Empty : Is.Not.Empty);
            Assert.That(SignatureCheck.IsSigned(received), Is.True);
            Assert.That(SignatureCheck.IsSigned(received with { Body = [.. received.Body, 0] }), Is.False, "the check can say no");
            Assert.That(_temporary.EnumerateFiles(), Is.Empty);
        });
    }

    [Test]
    public async Task Every_byte_that_is_signed_arrives_over_HTTP_2([ValueSource(nameof(Kinds))] string kind)
    {
        await using var host = await ApiHost.StartAsync(HttpProtocols.Http2);
        var bytes = RandomNumberGenerator.GetBytes(Large);
        var (content, expected) = Make(kind, bytes);
        using var clients = TestClients.Signing(host.Address);
        using var client = clients.Create();
        using var request = new HttpRequestMessage(HttpMethod.Put, "a%2Fb?c") { Content = content, Version = new Version(2, 0), VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var response = await client.SendAsync(request);
        var received = host.Received.Single();

        Assert.Multiple(() =>
        {
            Assert.That(received.Body.AsSpan().SequenceEqual(expected ?? received.Body), Is.True);
            Assert.That(received.Target, Is.EqualTo("/a%2Fb?c"));
            Assert.That(SignatureCheck.IsSigned(received), Is.True);
        });
    }

    [Test]
    public async Task A_large_stream_that_can_go_back_is_read_twice_and_kept_nowhere()
    {
        const long Size = 64L << 20;
        using var stream = new CountingStream(Size);
        var files = -1;
        _host.Answer = (_, _, _) =>
        {
            files = _temporary.GetFiles().Length;
            return Task.CompletedTask;
        };
        using var clients = TestClients.Signing(_host.Address);
        using var client = clients.Create();
        await client.PostAsync("a", new StreamContent(stream));

        Assert.Multiple(() =>
        {
            Assert.That(SignatureCheck.IsSigned(_host.Received.Single()), Is.True);
            Assert.That(_host.Received.Single().Body, Has.Length.EqualTo(Size));
            Assert.That(stream.BytesRead, Is.EqualTo(2 * Size));
            Assert.That(files, Is.Zero);
        });
    }

    [TestCase(SpoolStream.MostBytesInMemory, 0)]
    [TestCase(SpoolStream.MostBytesInMemory + 1, 1)]
    public async Task A_stream_that_cannot_go_back_is_kept_in_memory_or_in_a_file_while_it_is_sent(int size, int expected)
    {
        FileInfo[] files = [];
        UnixFileMode mode = default;
        _host.Answer = (_, _, _) =>
        {
            files = _temporary.GetFiles();
            mode = files.Length == 0 || OperatingSystem.IsWindows() ? default : files[0].UnixFileMode;
            return Task.CompletedTask;
        };
        using var clients = TestClients.Signing(_host.Address);
        using var client = clients.Create();
        await client.PostAsync("a", new StreamContent(new OneWayStream(new byte[size])));

        Assert.Multiple(() =>
        {
            Assert.That(files, Has.Length.EqualTo(expected));
            Assert.That(mode, Is.EqualTo(expected == 0 ? default : UnixFileMode.UserRead | UnixFileMode.UserWrite));
            Assert.That(_temporary.EnumerateFiles(), Is.Empty, "afterwards");
            Assert.That(SignatureCheck.IsSigned(_host.Received.Single()), Is.True);
        });
    }

    [Test]
    public void A_file_is_deleted_when_the_stream_fails_in_its_middle()
    {
        using var clients = TestClients.Signing(_host.Address);
        using var client = clients.Create();
        var content = new MultipartContent { new StreamContent(new OneWayStream(new byte[Large])), new StreamContent(new BrokenStream()) };

        Assert.Multiple(() =>
        {
            Assert.That(() => client.PostAsync("a", content), Throws.InstanceOf<IOException>().Or.InstanceOf<HttpRequestException>());
            Assert.That(_temporary.EnumerateFiles(), Is.Empty);
            Assert.That(_host.Received, Is.Empty);
        });
    }

    [Test]
    public async Task Content_is_written_once_where_it_may_change()
    {
        var content = new FickleContent();
        using var clients = TestClients.Signing(_host.Address);
        using var client = clients.Create();
        await client.PostAsync("a", content);

        Assert.Multiple(() =>
        {
            Assert.That(content.Writes, Is.EqualTo(1));
            Assert.That(_host.Received.Single().Body, Is.EqualTo("synchronously 1"u8.ToArray()));
            Assert.That(SignatureCheck.IsSigned(_host.Received.Single()), Is.True);
        });
    }

    [TestCase("one-way")]
    [TestCase("text")]
    public async Task The_contents_headers_are_kept(string kind)
    {
        var (content, _) = Make(kind, new byte[10]);
        content!.Headers.ContentType = new MediaTypeHeaderValue("application/vnd.example+json") { CharSet = "utf-8" };
        content.Headers.ContentLanguage.Add("de");
        content.Headers.TryAddWithoutValidation("Content-Disposition", "not; a=valid=one");
        using var clients = TestClients.Signing(_host.Address);
        using var client = clients.Create();
        using var request = new HttpRequestMessage(HttpMethod.Post, "a") { Content = content };
        await client.SendAsync(request);
        var received = _host.Received.Single();

        Assert.Multiple(() =>
        {
            Assert.That(received["Content-Type"], Is.EqualTo("application/vnd.example+json; charset=utf-8"));
            Assert.That(received["Content-Language"], Is.EqualTo("de"));
            Assert.That(received["Content-Disposition"], Is.EqualTo("not; a=valid=one"));
            Assert.That(received["Content-Length"], Is.EqualTo($"{received.Body.Length}"));
            Assert.That(request.Content, Is.SameAs(content), "the caller's content is the request's again");
        });
    }

    private static (HttpContent? Content, byte[]? Expected) Make(string kind, byte[] bytes)
    {
        var text = Convert.ToBase64String(bytes);
        return kind switch
        {
            "none" => (null, []),
            "empty" => (new ByteArrayContent([]), []),
            "bytes" => (new ByteArrayContent(bytes), bytes),
            "part of bytes" => (new ByteArrayContent(bytes, 3, bytes.Length - 5), bytes[3..^2]),
            "text" => (new StringContent(text + "ü"), Encoding.UTF8.GetBytes(text + "ü")),
            "form" => (new FormUrlEncodedContent([new("a", "b c"), new("d", "é")]), Encoding.ASCII.GetBytes("a=b+c&d=%C3%A9")),
            "memory" => (new ReadOnlyMemoryContent(bytes), bytes),
            "JSON" => (JsonContent.Create(text), null),
            "multipart" => (new MultipartFormDataContent { { new StringContent(text), "a" }, { new StreamContent(new MemoryStream(bytes)), "b", "file" } }, null),
            "seekable" => (new StreamContent(new MemoryStream(bytes)), bytes),
            "seekable from its middle" => (new StreamContent(new MemoryStream(bytes) { Position = 50 }), bytes[50..]),
            "one-way" => (new StreamContent(new OneWayStream(bytes)), bytes),
            "empty one-way" => (new StreamContent(new OneWayStream([])), []),
            _ => (new DerivedContent(bytes), [.. bytes.Reverse()]),
        };
    }

    // What it says that it is, is not what it writes.
    private sealed class DerivedContent(byte[] bytes) : ByteArrayContent(bytes)
    {
        private readonly byte[] _reversed = [.. bytes.Reverse()];

        protected override Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context) => stream.WriteAsync(_reversed, 0, _reversed.Length);

        protected override Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context, CancellationToken cancellationToken) => SerializeToStreamAsync(stream, context);
    }

    private sealed class BrokenStream() : MemoryStream([])
    {
        public override bool CanSeek => false;

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) => throw new IOException("The line is cut.");
    }
}
