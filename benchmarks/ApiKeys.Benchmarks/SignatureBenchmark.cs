using ApiKeys.Benchmarks.Signature;

namespace ApiKeys.Benchmarks;

/// <summary>What signed requests cost: the chain, the body, the whole verification.</summary>
internal static class SignatureBenchmark
{
    public static async Task RunAsync()
    {
        SignatureCost.Run();
        BodyHash.Run();
        await SignedVerification.RunAsync();
    }
}
