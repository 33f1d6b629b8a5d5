using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Globalization;

namespace ApiKeys.Benchmarks.Scale;

/// <summary>Which methods were compiled since a moment, and how long each took, by the runtime's own events.</summary>
internal sealed class JitTrace : EventListener
{
    private const EventKeywords Jit = (EventKeywords)0x10;
    private const int Shown = 60;
    private readonly ConcurrentDictionary<(long Thread, ulong Method), DateTime> _began = new();
    private readonly ConcurrentQueue<(string Space, string Method, double Microseconds, DateTime At)> _compiled = new();
    private DateTime _start = DateTime.MaxValue;
    private DateTime _end;

    public void Start() => _start = TimeProvider.System.GetUtcNow().UtcDateTime;

    public void Stop() => _end = TimeProvider.System.GetUtcNow().UtcDateTime;

    public void Print()
    {
        // The events come on a thread of their own, a little later.
        Thread.Sleep(2_000);
        var methods = _compiled.Where(method => method.At >= _start && method.At <= _end).OrderByDescending(method => method.Microseconds).ToList();
        Console.WriteLine(Line("all", methods.Count, methods.Sum(method => method.Microseconds)));
        foreach (var room in methods.GroupBy(method => Room(method.Space)).OrderByDescending(group => group.Sum(method => method.Microseconds)))
        {
            Console.WriteLine(Line(room.Key, room.Count(), room.Sum(method => method.Microseconds)));
        }

        foreach (var (space, method, microseconds, at) in methods.Take(Shown))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{microseconds,8:0} µs  {space}.{method}  (after {(at - _start).TotalMilliseconds:0.0} ms)"));
        }
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
        {
            EnableEvents(eventSource, EventLevel.Verbose, Jit);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        var values = eventData.Payload;
        if (eventData.EventName?.StartsWith("MethodJittingStarted", StringComparison.Ordinal) == true)
        {
            _began[(eventData.OSThreadId, (ulong)values![0]!)] = eventData.TimeStamp;
        }
        else if (eventData.EventName?.StartsWith("MethodLoadVerbose", StringComparison.Ordinal) == true && _began.TryRemove((eventData.OSThreadId, (ulong)values![0]!), out var began))
        {
            _compiled.Enqueue(((string)values[6]!, (string)values[7]!, (eventData.TimeStamp - began).TotalMicroseconds, eventData.TimeStamp));
        }
    }

    private static string Line(string name, int count, double microseconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{microseconds,8:0} µs  {count,4} methods  {name}");

    // Ours by room; the platform's generics apart where they are over our types: they are compiled because of us.
    private static string Room(string space) => space.StartsWith("ApiKeys.", StringComparison.Ordinal)
        ? string.Join('.', space.Split('.', 4).Take(space.StartsWith("ApiKeys.AspNetCore.", StringComparison.Ordinal) ? 3 : 2))
        : (space.StartsWith("Microsoft.", StringComparison.Ordinal) ? "Microsoft" : "System") + (space.Contains("ApiKeys.", StringComparison.Ordinal) ? " over types of ApiKeys" : "");
}
