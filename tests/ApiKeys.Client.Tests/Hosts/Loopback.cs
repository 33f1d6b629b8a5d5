using System.Net;
using System.Net.Sockets;

namespace ApiKeys.Client.Tests.Hosts;

/// <summary>Connects to a server of this machine under whatever name it was asked for.</summary>
internal static class Loopback
{
    public static async ValueTask<Stream> ConnectAsync(Uri address, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, address.Port), cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
