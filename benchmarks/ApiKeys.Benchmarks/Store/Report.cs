using System.Globalization;
using System.Text;

namespace ApiKeys.Benchmarks.Store;

/// <summary>The table of what was measured.</summary>
internal sealed class Report
{
    private readonly StringBuilder _rows = new("| | measured | baseline of the same run | ratio | goal |\n|---|--:|--:|--:|--:|\n");

    public void Add(string what, string measured, string baseline, string ratio, string goal) =>
        _rows.Append(CultureInfo.InvariantCulture, $"| {what} | {measured} | {baseline} | {ratio} | {goal} |\n");

    /// <summary>Times: the ratio is how many times the baseline's.</summary>
    public void AddTimes(string what, double measured, double baseline, string baselineName, string goal) =>
        Add(what, Time(measured), $"{Time(baseline)} {baselineName}", Ratio(measured / baseline), goal);

    /// <summary>Rates: the ratio is the share of the baseline's.</summary>
    public void AddRates(string what, double measured, double baseline, string baselineName, string goal) =>
        Add(what, Rate(measured), $"{Rate(baseline)} {baselineName}", Ratio(measured / baseline), goal);

    public override string ToString() => _rows.ToString();

    public static string Time(double microseconds) => microseconds >= 10_000
        ? (microseconds / 1000).ToString("N1", CultureInfo.InvariantCulture) + " ms"
        : microseconds.ToString("N0", CultureInfo.InvariantCulture) + " µs";

    private static string Rate(double perSecond) => perSecond.ToString("N0", CultureInfo.InvariantCulture) + "/s";

    private static string Ratio(double ratio) => ratio.ToString("N2", CultureInfo.InvariantCulture);
}
