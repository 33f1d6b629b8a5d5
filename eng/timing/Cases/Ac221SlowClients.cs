using System.Text;
using ApiKeys.Timing.Hosting;
using ApiKeys.Timing.Measuring;

namespace ApiKeys.Timing.Cases;

/// <summary>What a good client sees of 1,000 that hold half a header or half a body.</summary>
internal sealed class Ac221SlowClients : ITimingCase
{
    private const int Slow = 1_000;
    private const int Phases = 4;
    private const double Most = 5;

    public string Id => "AC-221";

    public void Run(TimingTable table)
    {
        using var node = new Node();
        using var client = new RawClient(node.Port);
        var text = node.Issue().Text;
        var request = RawClient.GetWithKey("/me", text);
        var (idle, busy) = (new List<double>(), new List<double>());
        var requests = Rounds.Of(10_000);
        for (var phase = 0; phase < Phases; phase++)
        {
            idle.AddRange(new Race(Clock.Wall).Run(requests, _ => client.Expect(200, request))[0]);
            var slow = Enumerable.Range(0, Slow).Select(i => Hold(node.Port, text, i)).ToList();
            busy.AddRange(new Race(Clock.Wall, 100).Run(requests, _ => client.Expect(200, request))[0]);
            slow.ForEach(one => one.Dispose());
        }

        table.AddRatio("`/me` with 1,000 slow clients and idle, p99", [.. busy], [.. idle], 0, Most, 0.99);
        table.AddRatio("the same, median", [.. busy], [.. idle], 0, Most);
    }

    private static RawClient Hold(int port, string text, int i)
    {
        var client = new RawClient(port);
        client.Write(Encoding.ASCII.GetBytes(i % 2 == 0
            ? "GET /me HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ak_li"
            : $"POST /me HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {text}\r\nContent-Length: 100\r\n\r\nhalf"));
        return client;
    }
}
