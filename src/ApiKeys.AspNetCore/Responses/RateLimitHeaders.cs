using System.Globalization;
using System.Runtime.CompilerServices;
using ApiKeys.Stores;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Responses;

/// <summary><c>RateLimit-Policy</c> and <c>RateLimit</c>, as draft-ietf-httpapi-ratelimit-headers-10 writes them.</summary>
internal static class RateLimitHeaders
{
    private const int MostCharacters = 96;

    // A record's limits are one list as long as it stays as it is.
    private static readonly ConditionalWeakTable<IReadOnlyList<RateLimit>, string> Policies = [];

    /// <summary>Tells all of the key's limits, and how things stand with the one that is nearest to its end.</summary>
    public static void Write(HttpResponse response, IReadOnlyList<RateLimit> limits, in RateLimitDecision quota)
    {
        if (!Policies.TryGetValue(limits, out var policy))
        {
            policy = Policies.GetValue(limits, all => string.Join(", ", all.Select(Policy)));
        }

        var headers = response.Headers;
        headers["RateLimit-Policy"] = policy;
        headers["RateLimit"] = State(quota);
    }

    /// <summary>Whole seconds, rounded up: who waits them finds a permit.</summary>
    public static int Seconds(in RateLimitDecision quota) =>
        (int)Math.Clamp((quota.ResetAfter.Ticks / TimeSpan.TicksPerSecond) + (quota.ResetAfter.Ticks % TimeSpan.TicksPerSecond > 0 ? 1 : 0), 1, int.MaxValue);

    // Written piece by piece: every admitted request carries it.
    private static string State(in RateLimitDecision quota)
    {
        Span<char> text = stackalloc char[MostCharacters];
        var length = Append(text, 0, "\"");
        length = Append(text, length, Name(quota.Limit.Window));
        length = Append(text, length, "\";r=");
        length = Append(text, length, quota.Remaining);
        length = Append(text, length, ";t=");
        length = Append(text, length, Seconds(quota));
        return new string(text[..length]);
    }

    private static int Append(Span<char> text, int length, string part)
    {
        part.CopyTo(text[length..]);
        return length + part.Length;
    }

    private static int Append(Span<char> text, int length, long number)
    {
        number.TryFormat(text[length..], out var written, default, CultureInfo.InvariantCulture);
        return length + written;
    }

    private static string Policy(RateLimit limit) =>
        string.Create(CultureInfo.InvariantCulture, $"\"{Name(limit.Window)}\";q={limit.Permits};w={(long)limit.Window.TotalSeconds}");

    private static string Name(TimeSpan window) => window.Ticks switch
    {
        TimeSpan.TicksPerSecond => "second",
        TimeSpan.TicksPerMinute => "minute",
        TimeSpan.TicksPerHour => "hour",
        TimeSpan.TicksPerDay => "day",
        _ => string.Create(CultureInfo.InvariantCulture, $"{(long)window.TotalSeconds}s"),
    };
}
