using System.Text.Json;
using ApiKeys.Management;

namespace ApiKeys.AspNetCore.Endpoints.Wire;

/// <summary>When a new key ends: <c>expires_in_days</c>, <c>expires_at</c> or <c>expires_on</c>, one of them at most (CONTRACT C4).</summary>
internal static class ExpiryFields
{
    public const string InDays = "expires_in_days";
    public const string At = "expires_at";
    public const string On = "expires_on";

    // As many days as the calendar has; the host's policy allows fewer.
    private const long MostDays = 3_650_000;

    public static ApiKeyExpiry Read(BodyReader body)
    {
        var named = new[] { InDays, At, On }.Where(body.Has).ToList();
        if (named.Count > 1)
        {
            body.Refuse(named[1], $"It is this one or {named[0]}, not both.");
        }

        var days = body.OptionalInteger(InDays, 1, MostDays);
        var hasAt = body.TryTake(At, out var at);
        var instant = body.OptionalInstant(At);
        var date = Date(body);
        if (days is { } count)
        {
            return ApiKeyExpiry.After(TimeSpan.FromDays(count));
        }

        if (hasAt && at.ValueKind == JsonValueKind.Null)
        {
            return ApiKeyExpiry.Never;
        }

        if (instant is { } end)
        {
            return ApiKeyExpiry.At(end);
        }

        return date is { } day ? ApiKeyExpiry.On(day) : ApiKeyExpiry.Default;
    }

    private static DateOnly? Date(BodyReader body)
    {
        if (!body.TryTake(On, out var value) || !body.TryText(On, value, out var text))
        {
            return null;
        }

        if (InstantText.TryReadDate(text, out var date))
        {
            return date;
        }

        body.Refuse(On, "It is a date, such as 2030-01-31.");
        return null;
    }
}
