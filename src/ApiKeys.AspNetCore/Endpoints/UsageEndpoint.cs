using System.Text.Json;
using ApiKeys.AspNetCore.Endpoints.Wire;
using ApiKeys.AspNetCore.Responses;
using ApiKeys.Management;
using ApiKeys.Stores;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Endpoints;

/// <summary>How often and when a key was used: in sum, by its secrets, and by the hour or the day.</summary>
internal sealed class UsageEndpoint : ManagementEndpoint
{
    private const string Hour = "hour";
    private const string Day = "day";
    private static readonly TimeSpan MostHours = TimeSpan.FromDays(31);
    private static readonly TimeSpan MostDays = TimeSpan.FromDays(366);

    public override string Method => HttpMethods.Get;

    public override string Pattern => "/{id}/usage";

    public override string Summary => "Shows how a key is used";

    public override bool IsChange => false;

    public override async Task<ApiKeyRefusal?> HandleAsync(ManagementCall call)
    {
        var interval = call.Query.Word("interval", Hour, Day) ?? Hour;
        var until = call.Query.Instant("until") ?? call.Now;
        var from = call.Query.Instant("from") ?? Before(until, TimeSpan.FromDays(interval == Hour ? 7 : 30));
        var most = interval == Hour ? MostHours : MostDays;
        if (from >= until || until - from > most)
        {
            call.Query.Refuse("from", $"It lies before until, and at most {most.TotalDays} days before it where the interval is one {interval}.");
        }

        if (call.InputError() is { } error)
        {
            return error;
        }

        var usage = await call.Directory.GetUsageAsync(call.Id, call.Actor, call.Cancellation);
        var hours = await call.Directory.GetUsageSeriesAsync(call.Id, from, until, call.Actor, call.Cancellation);
        if (usage is null || hours is null)
        {
            return ManagementRefusals.NotFound;
        }

        var points = interval == Hour ? hours : DaysOf(hours);
        return await call.AnswerAsync(StatusCodes.Status200OK, json => Write(json, usage, interval, from, until, points));
    }

    private static DateTimeOffset Before(DateTimeOffset instant, TimeSpan time) => instant - DateTimeOffset.MinValue < time ? DateTimeOffset.MinValue : instant - time;

    private static IReadOnlyList<UsagePoint> DaysOf(IReadOnlyList<UsagePoint> hours) =>
        [.. hours.GroupBy(hour => new DateTimeOffset(hour.HourAt.UtcDateTime.Date, TimeSpan.Zero)).Select(day => new UsagePoint(day.Key, day.Sum(hour => hour.Count)))];

    private static void Write(Utf8JsonWriter json, ApiKeyUsage usage, string interval, DateTimeOffset from, DateTimeOffset until, IReadOnlyList<UsagePoint> points)
    {
        json.WriteStartObject();
        json.WriteNumber("usage_count"u8, usage.Count);
        json.WriteString("last_used_at"u8, InstantText.Write(usage.LastUsedAt));
        json.WriteStartArray("secrets"u8);
        foreach (var secret in usage.Secrets)
        {
            json.WriteStartObject();
            json.WriteString("key_hint"u8, secret.Secret.Hint.ToString());
            json.WriteString("created_at"u8, InstantText.Write(secret.Secret.CreatedAt));
            json.WriteString("expires_at"u8, InstantText.Write(secret.Secret.ExpiresAt));
            json.WriteNumber("usage_count"u8, secret.Count);
            json.WriteString("last_used_at"u8, InstantText.Write(secret.LastUsedAt));
            json.WriteBoolean("safe_to_retire"u8, secret.IsSafeToRetire);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("interval"u8, interval);
        json.WriteString("from"u8, InstantText.Write(from));
        json.WriteString("until"u8, InstantText.Write(until));
        json.WriteStartArray("series"u8);
        foreach (var point in points)
        {
            json.WriteStartObject();
            json.WriteString("at"u8, InstantText.Write(point.HourAt));
            json.WriteNumber("usage_count"u8, point.Count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
