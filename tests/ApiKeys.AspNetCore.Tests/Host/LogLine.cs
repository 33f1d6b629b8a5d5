namespace ApiKeys.AspNetCore.Tests.Host;

/// <summary>One line of the log.</summary>
internal sealed record LogLine(string Category, LogLevel Level, string EventName, string Text);
