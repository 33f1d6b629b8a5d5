using System.Diagnostics;
using ApiKeys.AspNetCore.Tests.Host;
using ApiKeys.Events;
using ApiKeys.Management;
using ApiKeys.Testing;
using Microsoft.AspNetCore.Http.Features;

namespace ApiKeys.AspNetCore.Tests;

/// <summary>What runs beside requests: pruning, and events that are under way when the host stops.</summary>
[TestFixture]
public class BackgroundTests
{
    [Test]
    public async Task G_10_work_that_a_request_queues_knows_whose_it_is()
    {
        var byId = new TaskCompletionSource<string?>();
        var byActivity = new TaskCompletionSource<object?>();
        using var listener = new ActivityListener { ShouldListenTo = _ => true, Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData };
        ActivitySource.AddActivityListener(listener);
        object? onRequest = null;
        await using var host = await ApiKeyHost.StartAsync(pipeline: app => app.MapGet("/jobs", (HttpContext context) =>
        {
            var owner = context.GetApiKeyId();
            onRequest = context.Features.Get<IHttpActivityFeature>()?.Activity.GetTagItem("apikeys.key_id");
            _ = Task.Run(async () =>
            {
                await Task.Delay(50);
                byId.SetResult(owner);
                byActivity.SetResult(Activity.Current?.GetTagItem("apikeys.key_id"));
            });
        }).RequireScopes("leads:read"));
        var key = await host.IssueAsync();
        Assert.That((await host.GetAsync("/jobs", key.Bearer)).Status, Is.EqualTo(200));
        Assert.That(await byId.Task, Is.EqualTo(key.Record.Id));
        Assert.That(await byActivity.Task, Is.EqualTo(key.Record.Id));
        Assert.That(onRequest, Is.EqualTo(key.Record.Id));
    }

    [Test]
    public async Task C_15_a_host_removes_deleted_keys_by_itself()
    {
        await using var host = await ApiKeyHost.StartAsync();
        var key = await host.IssueAsync();
        await host.Services.GetRequiredService<ApiKeyManager>().DeleteAsync(key.Record.Id, ApiKeyActor.Host, default);
        var inner = host.Store;
        host.Clock.Advance(TimeSpan.FromMinutes(10));
        await Task.Delay(50);
        Assert.That(await inner.FindByIdAsync(key.Record.Id, default), Is.Not.Null, "deleted keys stay for 30 days");
        host.Clock.Advance(TimeSpan.FromDays(30));
        Assert.That(async () => await inner.FindByIdAsync(key.Record.Id, default), Is.Null.After(5_000, 10));
    }

    [Test]
    public async Task C_15_pruning_that_fails_is_logged_and_tried_again()
    {
        await using var host = await ApiKeyHost.StartAsync();
        var key = await host.IssueAsync();
        await host.Services.GetRequiredService<ApiKeyManager>().DeleteAsync(key.Record.Id, ApiKeyActor.Host, default);
        host.Store.Fault = StoreFault.Down;
        host.Clock.Advance(TimeSpan.FromDays(31));
        Assert.That(() => host.Log.Count(line => line.Level == LogLevel.Error), Is.GreaterThanOrEqualTo(1).After(5_000, 10));
        host.Store.Fault = StoreFault.None;
        host.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.That(async () => await host.Store.FindByIdAsync(key.Record.Id, default), Is.Null.After(5_000, 10));
    }

    [Test]
    public async Task FC_20_a_host_that_stops_waits_for_the_events_that_are_under_way()
    {
        var sink = new SlowSink();
        var host = await ApiKeyHost.StartAsync(services: keys => keys.Services.AddSingleton<IApiKeyEventSink>(sink));
        await host.IssueAsync();
        await host.DisposeAsync();
        Assert.That(sink.Done, Is.EqualTo(1));
    }

    private sealed class SlowSink : IApiKeyEventSink
    {
        public int Done { get; private set; }

        public async ValueTask HandleAsync(ApiKeyEvent happened, CancellationToken cancellationToken)
        {
            await Task.Delay(200, CancellationToken.None);
            Done++;
        }
    }
}
