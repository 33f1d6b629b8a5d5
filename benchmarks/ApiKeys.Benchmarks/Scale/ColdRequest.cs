using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ApiKeys.Benchmarks.Scale;

/// <summary>One request over a socket of its own: what a client would compile for its first request is not in its time.</summary>
internal static class ColdRequest
{
    private const int Patience = 20_000;

    /// <summary>How long the answer took, in microseconds, from the first byte sent to the last one received.</summary>
    public static double Send(int port, string path, string? key)
    {
        var authorization = key is null ? "" : $"Authorization: Bearer {key}\r\n";
        var request = Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{authorization}\r\n");
        var answer = new byte[4096];
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = Patience };
        socket.Connect(new IPEndPoint(IPAddress.Loopback, port));
        var began = Stopwatch.GetTimestamp();
        socket.Send(request);
        var length = Receive(socket, answer);
        var took = Stopwatch.GetElapsedTime(began).TotalMicroseconds;
        return answer.AsSpan(0, length).StartsWith("HTTP/1.1 200"u8) ? took : throw new InvalidOperationException(Encoding.ASCII.GetString(answer, 0, length));
    }

    // The body comes in chunks; a refusal has none and says so.
    private static int Receive(Socket socket, byte[] answer)
    {
        var length = 0;
        while (!answer.AsSpan(0, length).EndsWith("\r\n0\r\n\r\n"u8) && answer.AsSpan(0, length).IndexOf("Content-Length: 0\r\n"u8) < 0)
        {
            var read = socket.Receive(answer, length, answer.Length - length, SocketFlags.None);
            length += read > 0 ? read : throw new InvalidOperationException("The connection was closed.");
        }

        return length;
    }
}
