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

        Span<char> buffer = stackalloc char[MostCharacters];
        var headers = response.Headers;
        headers["RateLimit-Policy"] = policy;
        headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, buffer, $"\"{Name(quota.Limit.Window)}\";r={quota.Remaining};t={Seconds(quota)}");
    }

    /// <summary>Whole seconds, rounded up: who waits them finds a permit.</summary>
    public static int Seconds(in RateLimitDecision quota) => Math.Max(1, (int)Math.Ceiling(quota.ResetAfter.TotalSeconds));

    private static string Policy(RateLimit limit) =>
        string.Create(CultureInfo.InvariantCulture, $"\"{Name(limit.Window)}\";q={limit.Permits};w={(long)limit.Window.TotalSeconds}");

    private static string Name(TimeSpan window) => window.TotalSeconds switch
    {
        1 => "second",
        60 => "minute",
        3_600 => "hour",
        86_400 => "day",
        _ => string.Create(CultureInfo.InvariantCulture, $"{(long)window.TotalSeconds}s"),
    };
}
