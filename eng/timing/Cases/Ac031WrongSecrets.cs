using System.Runtime.CompilerServices;
using ApiKeys.Timing.Hosting;
using ApiKeys.Timing.Measuring;

namespace ApiKeys.Timing.Cases;

/// <summary>Whether the time of a refusal tells how much of a secret was right.</summary>
internal sealed class Ac031WrongSecrets : ITimingCase
{
    private const int Pairs = 100_000;
    private const int PairsOverKestrel = 20_000;

    public string Id => "AC-031";

    public void Run(TimingTable table)
    {
        using var node = new Node();
        var text = node.Issue().Text;
        var (first, last) = (Texts.WithOther(text, text.Length - Texts.SecretLength), Texts.WithOther(text, text.Length - 1));
        var times = Measure(node, first, last);
        table.AddEqual("secret wrong in its first and in its last character", times[0], times[1]);

        var firstBytes = WithOtherHash(node, 0);
        var lastBytes = WithOtherHash(node, 31);
        times = Measure(node, firstBytes, lastBytes);
        table.AddEqual("digest wrong in its first and in its last byte", times[0], times[1]);

        using var client = new RawClient(node.Port);
        var (firstRequests, lastRequests) = (Array.ConvertAll(firstBytes, one => RawClient.GetWithKey("/me", one)), Array.ConvertAll(lastBytes, one => RawClient.GetWithKey("/me", one)));
        times = new Race(Clock.Wall).Run(Rounds.Of(PairsOverKestrel), Send(client, firstRequests), Send(client, lastRequests));
        table.AddEqual("the same over Kestrel", times[0], times[1]);
        AddControl(table, node, firstBytes);
    }

    private static double[][] Measure(Node node, string[] left, string[] right) => new Race(Clock.Wall).Run(Rounds.Of(Pairs), Verify(node, left), Verify(node, right));

    // Both sides by the same code: two pieces of it may be compiled differently.
    private static Action<int> Verify(Node node, string[] texts) => i => node.Expect(ApiKeyFailureReason.WrongSecret, texts[i % texts.Length]);

    private static Action<int> Send(RawClient client, byte[][] requests) => i => client.Expect(401, requests[i % requests.Length]);

    // Good texts of keys whose stored digest was changed in one byte: as near to a hit as a wrong one comes.
    private static string[] WithOtherHash(Node node, int place) => Texts.Many(61, () => node.Issue(record =>
    {
        var stored = record.Secrets[0].Hash;
        var digestAt = stored.LastIndexOf('$') + 1;
        var digest = Convert.FromBase64String(stored[digestAt..] + "=");
        digest[place] ^= 0x55;
        return record with { Secrets = [record.Secrets[0] with { Hash = stored[..digestAt] + Convert.ToBase64String(digest).TrimEnd('=') }] };
    }).Text);

    // The leak that is looked for, put in by hand: whoever does not see it has seen nothing.
    private static void AddControl(TimingTable table, Node node, string[] texts)
    {
        var (stored, wrongFirst, wrongLast) = (new byte[32], new byte[32], new byte[32]);
        (wrongFirst[0], wrongLast[^1]) = (1, 1);
        var times = new Race(Clock.Wall).Run(Rounds.Of(Pairs), Leak(wrongFirst), Leak(wrongLast));
        table.AddEqual("a comparison that ends at the first wrong byte, after the same", times[0], times[1], isControl: true);

        Action<int> Leak(byte[] computed) => i =>
        {
            node.Expect(ApiKeyFailureReason.WrongSecret, texts[i % texts.Length]);
            EndsAtDifference(computed, stored);
        };
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool EndsAtDifference(byte[] computed, byte[] stored)
    {
        for (var i = 0; i < computed.Length; i++)
        {
            if (computed[i] != stored[i])
            {
                return false;
            }
        }

        return true;
    }
}
