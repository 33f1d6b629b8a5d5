using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ApiKeys.Timing.Hosting;

/// <summary>One connection that writes bytes as they are and waits on its own thread: little of what is timed is the client.</summary>
internal sealed class RawClient : IDisposable
{
    private const int StatusAt = 9;
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 60_000 };
    private readonly byte[] _buffer = new byte[65_536];

    public RawClient(int port) => _socket.Connect(IPAddress.Loopback, port);

    /// <summary>A request without a body, as bytes.</summary>
    public static byte[] Get(string path, params string[] headers) =>
        Encoding.UTF8.GetBytes($"GET {path} HTTP/1.1\r\nHost: x\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n");

    /// <summary>A request with a key.</summary>
    public static byte[] GetWithKey(string path, string text) => Get(path, $"Authorization: Bearer {text}");

    public void Write(byte[] bytes) => _socket.Send(bytes);

    /// <summary>Sends a request and reads the whole answer.</summary>
    public int Ask(byte[] request)
    {
        Write(request);
        return Read();
    }

    /// <summary>Sends a request and checks how it is answered.</summary>
    public void Expect(int status, byte[] request)
    {
        var actual = Ask(request);
        if (actual != status)
        {
            throw new InvalidOperationException($"{Encoding.UTF8.GetString(request)[..Math.Min(80, request.Length)]} is answered with {actual}.");
        }
    }

    /// <summary>Reads one answer and returns its status.</summary>
    public int Read()
    {
        var length = 0;
        int end;
        while ((end = EndOf(_buffer.AsSpan(0, length))) < 0 || length < end)
        {
            var count = _socket.Receive(_buffer, length, _buffer.Length - length, SocketFlags.None);
            length += count > 0 ? count : throw new InvalidOperationException("The connection was closed.");
        }

        return (((_buffer[StatusAt] - '0') * 10) + _buffer[StatusAt + 1] - '0') * 10 + _buffer[StatusAt + 2] - '0';
    }

    public void Dispose() => _socket.Dispose();

    // Where the answer ends; -1: more of it is needed to tell.
    private static int EndOf(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return -1;
        }

        var name = answer[..head].IndexOf("Content-Length: "u8);
        if (name >= 0)
        {
            var value = answer[(name + "Content-Length: ".Length)..];
            return head + 4 + int.Parse(value[..value.IndexOf((byte)'\r')], System.Globalization.CultureInfo.InvariantCulture);
        }

        return answer[..head].IndexOf("Transfer-Encoding"u8) < 0 ? head + 4 : answer.EndsWith("0\r\n\r\n"u8) ? answer.Length : -1;
    }
}
