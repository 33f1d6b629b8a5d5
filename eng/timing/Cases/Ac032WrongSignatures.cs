using System.Security.Cryptography;
using ApiKeys.Signing;
using ApiKeys.Timing.Hosting;
using ApiKeys.Timing.Measuring;

namespace ApiKeys.Timing.Cases;

/// <summary>Whether the time of a refusal tells how much of a signature was right.</summary>
internal sealed class Ac032WrongSignatures : ITimingCase
{
    private const int Pairs = 100_000;
    private const int PairsOverKestrel = 20_000;
    private const int Variants = 61;

    public string Id => "AC-032";

    public void Run(TimingTable table)
    {
        using var node = new Node(signs: true);
        var key = node.Issue(mode: ApiKeyMode.Signed);
        Verify(node, Read(Header(key, 0, 0)), null);
        var (first, last) = (Headers(key, 0), Headers(key, P2sSignV1.SizeInBytes - 1));
        var (firstParsed, lastParsed) = (Array.ConvertAll(first, Read), Array.ConvertAll(last, Read));
        var times = new Race(Clock.Wall).Run(Rounds.Of(Pairs), Verify(node, firstParsed), Verify(node, lastParsed));
        table.AddEqual("signature wrong in its first and in its last byte", times[0], times[1]);

        using var client = new RawClient(node.Port);
        var (firstRequests, lastRequests) = (Array.ConvertAll(first, Request), Array.ConvertAll(last, Request));
        times = new Race(Clock.Wall).Run(Rounds.Of(PairsOverKestrel), Send(client, firstRequests), Send(client, lastRequests));
        table.AddEqual("the same over Kestrel", times[0], times[1]);
    }

    // Both sides by the same code: two pieces of it may be compiled differently.
    private static Action<int> Verify(Node node, P2sSignedRequest[] requests) => i => Verify(node, requests[i % Variants], ApiKeyFailureReason.WrongSignature);

    private static Action<int> Send(RawClient client, byte[][] requests) => i => client.Expect(401, requests[i % Variants]);

    private static string[] Headers(IssuedKey key, int place) => [.. Enumerable.Range(1, Variants).Select(difference => Header(key, place, (byte)difference))];

    private static string Header(IssuedKey key, int place, byte difference)
    {
        var (signingKey, signature, now) = (new byte[P2sSignV1.SizeInBytes], new byte[P2sSignV1.SizeInBytes], TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        P2sSignV1.DeriveKey(key.SigningSecret, key.Text, signingKey);
        P2sSignV1.Sign(signingKey, now, "GET", "/me", SHA256.HashData([]), signature);
        signature[place] ^= difference;
        return P2sSignV1.WriteHeader(key.Text, now, signature);
    }

    private static byte[] Request(string header) => RawClient.Get("/me", $"Authorization: {header}");

    private static P2sSignedRequest Read(string header) =>
        P2sSignedRequest.TryParse(header.AsSpan(P2sSignV1.AuthenticationScheme.Length + 1), "GET", "/me", out var request) ? request : throw new InvalidOperationException("The credential is none.");

    private static void Verify(Node node, P2sSignedRequest request, ApiKeyFailureReason? reason) =>
        Node.Check(reason, node.Verifier.VerifySignedAsync(request, NoBody.Instance, default, CancellationToken.None).AsTask().GetAwaiter().GetResult());
}
