using ApiKeys.Benchmarks.Http;

namespace ApiKeys.Benchmarks;

/// <summary>What a key costs a request: <c>http</c> in process, without sockets; <c>http sockets</c> over Kestrel, with <c>wrk</c> as the client; <c>http profile LANE</c> for a profiler.</summary>
internal static class HttpBenchmark
{
    public static async Task RunAsync(string[] parts)
    {
        if (parts.Length == 0 || parts.Contains("lanes"))
        {
            await LaneCost.RunAsync();
        }

        if (parts.Length == 0 || parts.Contains("handler"))
        {
            await HandlerCost.RunAsync();
        }

        if (parts.Length == 0 || parts.Contains("verify"))
        {
            await VerifyCost.RunAsync();
        }

        if (parts.Contains("sockets"))
        {
            await SocketCost.RunAsync();
        }

        if (parts is ["profile", var lane])
        {
            await LaneCost.ProfileAsync(lane);
        }
    }
}
