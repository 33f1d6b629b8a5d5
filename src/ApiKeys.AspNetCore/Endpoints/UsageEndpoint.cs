using ApiKeys.AspNetCore.Endpoints.Wire;
using ApiKeys.AspNetCore.Responses;
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
        return await call.AnswerAsync(StatusCodes.Status200OK, json => UsageAnswer.Write(json, usage, interval, from, until, points));
    }

    private static DateTimeOffset Before(DateTimeOffset instant, TimeSpan time) => instant - DateTimeOffset.MinValue < time ? DateTimeOffset.MinValue : instant - time;

    private static IReadOnlyList<UsagePoint> DaysOf(IReadOnlyList<UsagePoint> hours) =>
        [.. hours.GroupBy(hour => new DateTimeOffset(hour.HourAt.UtcDateTime.Date, TimeSpan.Zero)).Select(day => new UsagePoint(day.Key, day.Sum(hour => hour.Count)))];
}
