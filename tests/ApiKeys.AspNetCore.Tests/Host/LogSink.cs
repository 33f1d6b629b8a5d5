using System.Collections.Concurrent;

namespace ApiKeys.AspNetCore.Tests.Host;

/// <summary>Keeps every line that the host logs, at Trace, with its scopes and exceptions.</summary>
internal sealed class LogSink : ILoggerProvider
{
    private readonly ConcurrentQueue<LogLine> _lines = new();

    public IReadOnlyCollection<LogLine> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Logger(LogSink sink, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            sink._lines.Enqueue(new LogLine(category, LogLevel.Trace, "scope", $"{state}"));
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var values = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs) : "";
            sink._lines.Enqueue(new LogLine(category, logLevel, eventId.Name ?? "", $"{formatter(state, exception)} {values} {exception}"));
        }
    }
}
