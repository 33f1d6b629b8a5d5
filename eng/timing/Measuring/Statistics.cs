using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace ApiKeys.Timing.Measuring;

/// <summary>What many times say together.</summary>
internal static class Statistics
{
    public const double Median = 0.5;
    private const int Resamples = 400;

    // Above this share a time tells of an interruption, not of the code.
    private const double Kept = 0.95;

    public static double Quantile(double[] values, double quantile)
    {
        double[] sorted = [.. values];
        Array.Sort(sorted);
        return At(sorted, quantile);
    }

    /// <summary>The quantile of one side divided by that of the other, and where 95 of 100 repetitions would find it (bootstrap).</summary>
    public static (double Ratio, double Low, double High) Ratio(double[] left, double[] right, double quantile)
    {
        var ratios = new double[Resamples];
        for (var i = 0; i < Resamples; i++)
        {
            ratios[i] = Resampled(left, quantile) / Resampled(right, quantile);
        }

        Array.Sort(ratios);
        return (Quantile(left, quantile) / Quantile(right, quantile), At(ratios, 0.025), At(ratios, 0.975));
    }

    /// <summary>Welch's t of two samples: beyond ±4.5 their means differ. Both lose what lies above 95 % of all times.</summary>
    public static double WelchT(double[] left, double[] right)
    {
        var limit = Quantile([.. left, .. right], Kept);
        var (a, b) = (Moments(left, limit), Moments(right, limit));
        return (a.Mean - b.Mean) / Math.Sqrt((a.Variance / a.Count) + (b.Variance / b.Count));
    }

    private static double Resampled(double[] values, double quantile)
    {
        var draws = new uint[values.Length];
        RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(draws.AsSpan()));
        return Quantile(Array.ConvertAll(draws, draw => values[draw % (uint)values.Length]), quantile);
    }

    private static double At(double[] sorted, double quantile)
    {
        var place = quantile * (sorted.Length - 1);
        var (low, high) = (sorted[(int)place], sorted[(int)Math.Ceiling(place)]);
        return low + ((high - low) * (place - Math.Floor(place)));
    }

    private static (double Mean, double Variance, int Count) Moments(double[] values, double limit)
    {
        var kept = values.Where(value => value <= limit).ToList();
        var mean = kept.Average();
        return (mean, kept.Sum(value => (value - mean) * (value - mean)) / (kept.Count - 1), kept.Count);
    }
}
