using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ApiKeys.AspNetCore.Tests.Host;

/// <summary>Writes requests byte by byte, so that nothing is corrected on the way.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly TcpClient _client = new();
    private readonly NetworkStream _stream;

    // Heads are read byte by byte: not each from the system.
    private readonly BufferedStream _reader;

    private RawClient(int port)
    {
        _client.Connect(IPAddress.Loopback, port);
        _stream = _client.GetStream();
        _stream.ReadTimeout = 10_000;
        _reader = new BufferedStream(_stream);
    }

    public static RawClient Connect(int port) => new(port);

    /// <summary>One request on a connection of its own.</summary>
    public static async Task<RawResponse> SendAsync(int port, string request)
    {
        using var client = Connect(port);
        await client.WriteAsync(request);
        return await client.ReadAsync();
    }

    /// <summary>Writes text as it is, with UTF-8 for what is not ASCII.</summary>
    public async Task WriteAsync(string text) => await _stream.WriteAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>Writes bytes as they are.</summary>
    public async Task WriteAsync(byte[] bytes) => await _stream.WriteAsync(bytes);

    /// <summary>Reads one response: Content-Length, chunked, or none, as after HEAD.</summary>
    public async Task<RawResponse> ReadAsync(bool hasBody = true)
    {
        var head = await ReadHeadAsync();
        var lines = head.Split("\r\n");
        var status = int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture);
        var headers = lines.Skip(1).Where(line => line.Contains(':')).Select(Split).ToList();
        return new RawResponse(status, headers, hasBody ? await ReadBodyAsync(status, headers) : "");
    }

    public void Dispose()
    {
        _reader.Dispose();
        _client.Dispose();
    }

    private static KeyValuePair<string, string> Split(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        return new(line[..colon], line[(colon + 1)..].Trim());
    }

    private async Task<string> ReadHeadAsync()
    {
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            head.Append((char)await ReadByteAsync());
        }

        return head.ToString().Trim();
    }

    private async Task<string> ReadBodyAsync(int status, List<KeyValuePair<string, string>> headers)
    {
        if (headers.Find(h => h.Key == "Content-Length").Value is { } length)
        {
            return await ReadTextAsync(int.Parse(length, CultureInfo.InvariantCulture));
        }

        return headers.Exists(h => h.Key == "Transfer-Encoding") && status != 304 ? await ReadChunksAsync() : "";
    }

    private async Task<string> ReadChunksAsync()
    {
        var body = new StringBuilder();
        while (true)
        {
            var line = new StringBuilder();
            while (!line.ToString().EndsWith("\r\n", StringComparison.Ordinal))
            {
                line.Append((char)await ReadByteAsync());
            }

            var size = int.Parse(line.ToString().Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            body.Append(await ReadTextAsync(size));
            await ReadTextAsync(2);
            if (size == 0)
            {
                return body.ToString();
            }
        }
    }

    private async Task<string> ReadTextAsync(int count)
    {
        var bytes = new byte[count];
        await _reader.ReadExactlyAsync(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    private async Task<byte> ReadByteAsync()
    {
        var one = new byte[1];
        await _reader.ReadExactlyAsync(one);
        return one[0];
    }
}
