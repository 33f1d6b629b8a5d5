using System.Diagnostics;
using ApiKeys.Benchmarks.Store;

namespace ApiKeys.Benchmarks.Foreign;

/// <summary>Two kinds of requests in turn, one at a time: what disturbs one disturbs the other, and neither always comes first.</summary>
internal static class AlternatingTimes
{
    private const int Pairs = 2_500;
    private const int WarmUp = 300;

    /// <summary>The median times of the answers to another tenant's key and to none, in microseconds.</summary>
    public static async Task<(double Foreign, double Absent)> MeasureAsync(ManagementNode node, HttpMethod method, string path)
    {
        var (foreign, absent) = (new List<double>(), new List<double>());
        for (var i = -WarmUp; i < Pairs; i++)
        {
            // Of each kind another id each time.
            var (theirs, nobodys) = (node.ForeignIds[(i + WarmUp) % node.ForeignIds.Count], node.AbsentIds[(i + WarmUp) % node.AbsentIds.Count]);
            var first = await TimeAsync(node, method, path, i % 2 == 0 ? theirs : nobodys);
            var second = await TimeAsync(node, method, path, i % 2 == 0 ? nobodys : theirs);
            if (i >= 0)
            {
                foreign.Add(i % 2 == 0 ? first : second);
                absent.Add(i % 2 == 0 ? second : first);
            }
        }

        return (Measure.Median(foreign), Measure.Median(absent));
    }

    private static async Task<double> TimeAsync(ManagementNode node, HttpMethod method, string path, string id)
    {
        var began = Stopwatch.GetTimestamp();
        await node.AskAsync(method, $"/api-keys/{id}{path}");
        return Stopwatch.GetElapsedTime(began).TotalMicroseconds;
    }
}
