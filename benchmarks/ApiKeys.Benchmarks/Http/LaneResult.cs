namespace ApiKeys.Benchmarks.Http;

/// <summary>What one way has cost, round by round.</summary>
internal sealed class LaneResult(string name)
{
    private readonly List<double> _nanoseconds = [];
    private readonly List<double> _bytes = [];

    public string Name { get; } = name;

    public IReadOnlyList<double> Nanoseconds => _nanoseconds;

    public double Median => _nanoseconds.Order().ElementAt(_nanoseconds.Count / 2);

    public double Bytes => _bytes.Order().ElementAt(_bytes.Count / 2);

    public void Add(double nanoseconds, double bytes)
    {
        _nanoseconds.Add(nanoseconds);
        _bytes.Add(bytes);
    }
}
