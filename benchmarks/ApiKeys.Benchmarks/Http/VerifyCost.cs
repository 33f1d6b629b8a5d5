using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ApiKeys.Hashing;
using ApiKeys.Verification;

namespace ApiKeys.Benchmarks.Http;

/// <summary>The verification alone, beside the plain hash of the same text, in turn: what <see cref="VerifyBenchmark"/> measures one after the other.</summary>
internal static class VerifyCost
{
    private const int Times = 50_000;

    public static async Task RunAsync()
    {
        var pepper = RandomNumberGenerator.GetBytes(32);
        var sha256 = await BenchmarkKeys.StartAsync();
        var hmac = await BenchmarkKeys.StartAsync(hashing => hashing.Peppers.Add(new ApiKeyPepper("p1", pepper)));
        var unknown = (await BenchmarkKeys.StartAsync()).Text;
        var mistyped = sha256.Text[..^1] + (sha256.Text[^1] == 'x' ? 'y' : 'x');
        var bytes = Encoding.ASCII.GetBytes(sha256.Text);
        await sha256.Verifier.VerifyAsync(unknown, default, CancellationToken.None);
        var results = new LaneRace("verify", Times)
            .Add("`SHA256.HashData` of the text", times => Hash(times, destination => SHA256.HashData(bytes, destination)))
#pragma warning disable RS0030 // The one-shot call is what the library is measured against.
            .Add("`HMACSHA256.HashData` of the text", times => Hash(times, destination => HMACSHA256.HashData(pepper, bytes, destination)))
#pragma warning restore RS0030
            .Add("verify a known key, sha256", times => Verify(times, sha256.Verifier, sha256.Text))
            .Add("verify a known key, hmac-sha256", times => Verify(times, hmac.Verifier, hmac.Text))
            .Add("refuse an unknown key, sha256", times => Verify(times, sha256.Verifier, unknown))
            .Add("refuse a wrong checksum", times => Verify(times, sha256.Verifier, mistyped))
            .Run();
        Console.WriteLine("| verification | CPU time | of SHA-256 (95 % interval) | of HMAC (95 % interval) | bytes |");
        Console.WriteLine("|---|--:|--:|--:|--:|");
        foreach (var lane in results)
        {
            var ofHash = LaneRace.Interval(lane.Nanoseconds.Select((nanoseconds, i) => nanoseconds / results[0].Nanoseconds[i]));
            var ofHmac = LaneRace.Interval(lane.Nanoseconds.Select((nanoseconds, i) => nanoseconds / results[1].Nanoseconds[i]));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {lane.Name} | {lane.Median:#,0} ns | {ofHash} | {ofHmac} | {lane.Bytes:#,0} |"));
        }

        Console.WriteLine();
    }

    private static void Hash(int times, Func<byte[], int> hash)
    {
        var destination = new byte[SHA256.HashSizeInBytes];
        for (var i = 0; i < times; i++)
        {
            hash(destination);
        }
    }

    private static void Verify(int times, ApiKeyVerifier verifier, string text)
    {
        for (var i = 0; i < times; i++)
        {
            var verification = verifier.VerifyAsync(text, default, CancellationToken.None);
            if (!verification.IsCompletedSuccessfully)
            {
                verification.AsTask().GetAwaiter().GetResult();
            }
        }
    }
}
