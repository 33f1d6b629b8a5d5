using System.Globalization;
using System.Text;
using ApiKeys.Signing;
using ApiKeys.Timing.Hosting;
using ApiKeys.Timing.Measuring;

namespace ApiKeys.Timing.Cases;

/// <summary>A signed request of an unknown key whose body does not arrive, beside one without a body: both are answered at once.</summary>
internal sealed class Ac200UnreadBodies : ITimingCase
{
    private const double Low = 0.8;
    private const double High = 1.25;

    public string Id => "AC-200";

    public void Run(TimingTable table)
    {
        using var node = new Node(signs: true);
        var header = P2sSignV1.WriteHeader(Texts.Unknown(), TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(), new byte[P2sSignV1.SizeInBytes]);
        var (pending, none) = (Request(header, 1_000_000, "x"), Request(header, 0, ""));
        var times = new Race(Clock.Wall).Run(Rounds.Of(2_500), _ => AskOnce(node.Port, pending), _ => AskOnce(node.Port, none));
        table.AddRatio("unknown key, one byte of 1,000,000 sent, and no body", times[0], times[1], Low, High);
    }

    private static byte[] Request(string header, int length, string sent) =>
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"POST /me HTTP/1.1\r\nHost: x\r\nAuthorization: {header}\r\nContent-Length: {length}\r\n\r\n{sent}"));

    // A connection that owes a body is of no use afterwards.
    private static void AskOnce(int port, byte[] request)
    {
        using var client = new RawClient(port);
        client.Expect(401, request);
    }
}
