using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using ApiKeys.AspNetCore.Tests.Host;

namespace ApiKeys.AspNetCore.Tests;

/// <summary>What a host can watch, and what a flood cannot fill (attack cases N, K-172).</summary>
[NonParallelizable]
internal sealed class DiagnosticsTests
{
    [Test]
    public async Task AC_225_a_flood_of_bad_keys_writes_one_line_a_second_and_says_how_many_it_left_out()
    {
        await using var host = await ApiKeyHost.StartAsync();
        for (var i = 0; i < 50; i++)
        {
            await host.GetAsync("/me", "Authorization: Bearer sk_live_bad");
        }

        Assert.That(Refusals(host), Has.Count.EqualTo(1));
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await host.GetAsync("/me", "Authorization: Bearer sk_live_bad");
        Assert.That(Refusals(host), Has.Count.EqualTo(2));
        Assert.That(Refusals(host)[1].Text, Does.Contain("49 further refusals"));
        var lines = host.Log.Count(line => line.Category.StartsWith("ApiKeys", StringComparison.Ordinal) && line.Level >= LogLevel.Information);
        Assert.That(lines, Is.EqualTo(2), "no other line of the library's own");
    }

    [Test]
    public async Task AC_226_metrics_have_outcomes_for_labels_and_nothing_of_a_key_or_an_address()
    {
        var seen = new ConcurrentQueue<(string Instrument, string Tags)>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, l) => { if (instrument.Meter.Name == "ApiKeys") { l.EnableMeasurementEvents(instrument); } } };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => seen.Enqueue((instrument.Name, Join(tags))));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => seen.Enqueue((instrument.Name, Join(tags))));
        listener.Start();
        await using var host = await ApiKeyHost.StartAsync(pipeline: app => app.MapGet("/leads", () => "x").RequireScopes("leads:write"));
        var key = await host.IssueAsync();
        await host.GetAsync("/me", key.Bearer);
        await host.GetAsync("/leads", key.Bearer);
        await host.GetAsync("/me", key.Bearer + "x");
        Assert.That(seen.Distinct(), Is.EquivalentTo(new[]
        {
            ("apikeys.verifications", "outcome=success"), ("apikeys.verifications", "outcome=MalformedKey"),
            ("apikeys.verification.duration", ""), ("apikeys.admissions", "outcome=success"),
            ("apikeys.admissions", "outcome=MissingScopes"),
        }));
    }

    [Test]
    public async Task AC_172_the_activity_names_the_keys_id_and_outcome()
    {
        var seen = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "ApiKeys",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = seen.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var host = await ApiKeyHost.StartAsync();
        var key = await host.IssueAsync();
        await host.GetAsync("/me", key.Bearer);
        var activity = seen.Single(a => (string?)a.GetTagItem("apikeys.key_id") == key.Record.Id);
        Assert.That((activity.DisplayName, activity.GetTagItem("apikeys.outcome")), Is.EqualTo(("apikeys.verify", "success")));
    }

    [Test]
    public async Task AC_219_bad_keys_write_nothing_and_a_wrong_checksum_reads_nothing()
    {
        await using var host = await ApiKeyHost.StartAsync();
        var key = await host.IssueAsync();
        var writes = host.Store.Writes;
        for (var i = 0; i < 100; i++)
        {
            await host.GetAsync("/me", $"Authorization: Bearer sk_live_{Guid.NewGuid():N}");
            await host.GetAsync("/me", key.Bearer[..^6] + "aaaaaa");
        }

        Assert.That(host.Store.Writes, Is.EqualTo(writes));
        Assert.That(host.Store.Reads, Is.Zero);
    }

    [Test]
    public async Task AC_218_well_formed_unknown_keys_leave_no_count_no_limit_and_no_row()
    {
        await using var host = await ApiKeyHost.StartAsync();
        await using var elsewhere = await ApiKeyHost.StartAsync();
        for (var i = 0; i < 200; i++)
        {
            var unknown = await elsewhere.IssueAsync();
            Assert.That((await host.GetAsync("/me", unknown.Bearer)).Status, Is.EqualTo(401));
        }

        Assert.That(host.Store.Writes, Is.Zero);
        await host.Services.GetRequiredService<Usage.UsageWriter>().FlushAsync(default);
        Assert.That(host.EndpointRuns, Is.Zero);
    }

    [Test]
    public async Task AC_221_slow_clients_that_hold_half_a_request_keep_nobody_waiting()
    {
        await using var host = await ApiKeyHost.StartAsync();
        var key = await host.IssueAsync();
        var slow = Enumerable.Range(0, 200).Select(_ => RawClient.Connect(host.Port)).ToList();
        foreach (var client in slow)
        {
            await client.WriteAsync($"GET /me HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer sk_li");
        }

        Expect.Accepted(await host.GetAsync("/me", key.Bearer), key);
        slow.ForEach(client => client.Dispose());
    }

    private static List<LogLine> Refusals(ApiKeyHost host) => [.. host.Log.Where(line => line.EventName == "ApiKeyRefused")];

    private static string Join(ReadOnlySpan<KeyValuePair<string, object?>> tags) => string.Join(',', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
}
