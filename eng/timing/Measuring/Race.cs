using System.Security.Cryptography;

namespace ApiKeys.Timing.Measuring;

/// <summary>Times several ways of one thing in rounds, each round in an order of its own: what disturbs one disturbs the others, and none always comes first.</summary>
/// <param name="clock">Reads the time, in microseconds.</param>
/// <param name="warmUpRounds">How many rounds go before those that are kept; by default as many as two seconds hold, in which all code is compiled for good.</param>
internal sealed class Race(Func<double> clock, int? warmUpRounds = null)
{
    private const double WarmUp = 2_000_000;

    /// <summary>The times of each way, in microseconds, round by round.</summary>
    /// <param name="rounds">How many are kept.</param>
    /// <param name="ways">Each is called with the number of the round, those that warm up included.</param>
    public double[][] Run(int rounds, params Action<int>[] ways)
    {
        var times = ways.Select(_ => new double[rounds]).ToArray();
        int[] order = [.. Enumerable.Range(0, ways.Length)];
        var warmUp = Warm(order, ways);
        for (var round = 0; round < rounds; round++)
        {
            RandomNumberGenerator.Shuffle(order.AsSpan());
            foreach (var way in order)
            {
                var began = clock();
                ways[way](round + warmUp);
                times[way][round] = clock() - began;
            }
        }

        return times;
    }

    private int Warm(int[] order, Action<int>[] ways)
    {
        var round = 0;
        for (var began = Clock.Wall(); warmUpRounds is { } rounds ? round < rounds : Clock.Wall() - began < WarmUp; round++)
        {
            RandomNumberGenerator.Shuffle(order.AsSpan());
            foreach (var way in order)
            {
                ways[way](round);
            }
        }

        return round;
    }
}
