using System.Globalization;
using System.Text;

namespace ApiKeys.Timing.Measuring;

/// <summary>What was measured beside what ATTACKS asks for, as Markdown. A goal that is missed is told, and nothing fails.</summary>
internal sealed class TimingTable
{
    private const double MostT = 4.5;
    private readonly StringBuilder _rows = new("| case | compared | first | second | first / second [95 %] | asked | met |\n|---|---|--:|--:|--:|--:|---|\n");

    /// <summary>The case that speaks.</summary>
    public string Id { get; set; } = "";

    /// <summary>Two sides whose ratio has bounds.</summary>
    public void AddRatio(string what, double[] first, double[] second, double low, double high, double quantile = Statistics.Median)
    {
        var ratio = Statistics.Ratio(first, second, quantile);
        var isMet = ratio.Ratio >= low && ratio.Ratio <= high;
        var isSure = isMet ? ratio.Low >= low && ratio.High <= high : ratio.High < low || ratio.Low > high;
        var asked = low > 0 ? $"{Number(low)} … {Number(high)}" : $"≤ {Number(high)}";
        Add(what, Time(Statistics.Quantile(first, quantile)), Time(Statistics.Quantile(second, quantile)), Text(ratio), asked, Met(isMet) + (isSure ? "" : ", not for sure"));
    }

    /// <summary>Two sides that must not be told apart.</summary>
    public void AddEqual(string what, double[] first, double[] second, bool isControl = false)
    {
        var t = Statistics.WelchT(first, second);
        var met = isControl ? (Math.Abs(t) >= MostT ? "seen, as it should be" : "**not seen**") : Met(Math.Abs(t) < MostT);
        var ratio = Text(Statistics.Ratio(first, second, Statistics.Median), "0.0000") + string.Create(CultureInfo.InvariantCulture, $", t = {t:0.0}");
        Add(what, Time(Statistics.Quantile(first, Statistics.Median)), Time(Statistics.Quantile(second, Statistics.Median)), ratio, isControl ? "t beyond ±4.5: a control" : "t within ±4.5", met);
    }

    /// <summary>A time with a bound in microseconds, beside what it is held against.</summary>
    public void AddTime(string what, double time, double beside, double most) =>
        Add(what, Time(time), Time(beside), Number(time / beside), $"first ≤ {Time(most)}", Met(time <= most));

    /// <summary>Numbers of another kind.</summary>
    public void AddNumbers(string what, string first, string second, double ratio, string asked, bool isMet) => Add(what, first, second, Number(ratio), asked, Met(isMet));

    /// <summary>A case that another program measures.</summary>
    public void AddCommand(string what, string asked, string command) => Add($"{what}: `{command}`", "", "", "", asked, "see there");

    public override string ToString() => _rows.ToString();

    public static string Time(double microseconds) => microseconds switch
    {
        >= 10_000 => (microseconds / 1000).ToString("N0", CultureInfo.InvariantCulture) + " ms",
        >= 1_000 => (microseconds / 1000).ToString("N1", CultureInfo.InvariantCulture) + " ms",
        >= 10 => microseconds.ToString("N1", CultureInfo.InvariantCulture) + " µs",
        _ => (microseconds * 1000).ToString("N0", CultureInfo.InvariantCulture) + " ns",
    };

    private void Add(string what, string first, string second, string ratio, string asked, string met) =>
        _rows.Append(CultureInfo.InvariantCulture, $"| {Id} | {what} | {first} | {second} | {ratio} | {asked} | {met} |\n");

    private static string Met(bool isMet) => isMet ? "yes" : "**no**";

    private static string Text((double Ratio, double Low, double High) ratio, string format = "0.00") =>
        string.Create(CultureInfo.InvariantCulture, $"{ratio.Ratio.ToString(format, CultureInfo.InvariantCulture)} [{ratio.Low.ToString(format, CultureInfo.InvariantCulture)} – {ratio.High.ToString(format, CultureInfo.InvariantCulture)}]");

    private static string Number(double value) => value.ToString(value is > 0 and < 0.05 ? "0.0000" : "0.00", CultureInfo.InvariantCulture);
}
