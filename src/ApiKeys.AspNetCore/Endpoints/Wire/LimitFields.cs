using System.Text.Json;
using ApiKeys.Management;

namespace ApiKeys.AspNetCore.Endpoints.Wire;

/// <summary>A key's limits: <c>rate_limit_per_hour</c>, or <c>rate_limits</c> where that is not enough.</summary>
internal static class LimitFields
{
    public const string FixedFromFirst = "fixed_from_first";
    public const string Sliding = "sliding";
    private const string PerHour = "rate_limit_per_hour";
    private const string List = "rate_limits";
    private const int Most = 16;
    private static readonly string[] Required = ["permits", "window_seconds"];

    public static Edit<IReadOnlyList<RateLimit>> Read(BodyReader body)
    {
        var hasPerHour = body.TryTake(PerHour, out var perHour);
        var hasList = body.TryTake(List, out var list);
        if (hasPerHour && hasList)
        {
            body.Refuse(PerHour, $"It is this one or {List}, not both.");
            return default;
        }

        if (hasList)
        {
            return OfList(body, list);
        }

        if (!hasPerHour)
        {
            return default;
        }

        // Said aloud: as often as its holder likes, where the host's policy allows that.
        if (perHour.ValueKind == JsonValueKind.Null)
        {
            return new Edit<IReadOnlyList<RateLimit>>([]);
        }

        return body.TryInteger(PerHour, perHour, 1, long.MaxValue, out var permits) ? new Edit<IReadOnlyList<RateLimit>>([RateLimit.PerHour(permits)]) : default;
    }

    private static Edit<IReadOnlyList<RateLimit>> OfList(BodyReader body, JsonElement list)
    {
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > Most)
        {
            body.Refuse(List, "It is not a list of a few limits.");
            return default;
        }

        var limits = new List<RateLimit>();
        foreach (var (index, entry) in list.EnumerateArray().Index())
        {
            if (body.Object($"{List}[{index}]", entry) is { } limit && Of(limit) is { } good)
            {
                limits.Add(good);
            }
        }

        return new Edit<IReadOnlyList<RateLimit>>(limits);
    }

    private static RateLimit? Of(BodyReader limit)
    {
        foreach (var name in Required.Where(name => !limit.Has(name)))
        {
            limit.Refuse(name, "It is required.");
        }

        var permits = limit.OptionalInteger("permits", 1, long.MaxValue);
        var seconds = limit.OptionalInteger("window_seconds", (long)RateLimit.MinWindow.TotalSeconds, (long)RateLimit.MaxWindow.TotalSeconds);
        var algorithm = limit.OptionalText("algorithm");
        if (algorithm is not (null or FixedFromFirst or Sliding))
        {
            limit.Refuse("algorithm", $"It is {FixedFromFirst} or {Sliding}.");
        }

        limit.RefuseUnknown(areIgnored: false);
        return permits is { } count && seconds is { } window
            ? new RateLimit(count, TimeSpan.FromSeconds(window), algorithm == Sliding ? RateLimitAlgorithm.Sliding : RateLimitAlgorithm.FixedFromFirst)
            : null;
    }
}
