using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using ApiKeys.Events;
using ApiKeys.Management;
using ApiKeys.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiKeys.Core.Tests.Events;

/// <summary>Sinks are told of changes, and nobody waits for them.</summary>
[TestFixture]
public class EventTests
{
    private static readonly ApiKeyActor Admin = new("admin", null, null);

    [Test]
    public async Task N_10_every_change_that_was_made_is_told_in_order_and_no_other()
    {
        var sink = new Sink();
        await using var host = Host(sink);
        var issued = await host.IssueAsync(TestHost.Request with { TenantId = "A" });
        var id = issued.Record.Id;
        await host.Manager.EditAsync(id, new() { Name = "renamed" }, Admin, default);
        await host.Manager.EditAsync(id, new() { ExpectedVersion = 1, Name = "stale" }, Admin, default);
        await host.Manager.DisableAsync(id, Admin, default);
        await host.Manager.DisableAsync(id, Admin, default);
        await host.Manager.RevokeAsync(id, "leaked", Admin, default);
        await host.Manager.DeleteAsync(id, Admin, default);
        await host.Events.FlushAsync(default);
        Assert.That(sink.Events.Select(happened => happened.Type), Is.EqualTo(new[] { "api_key.create", "api_key.update", "api_key.disable", "api_key.revoke", "api_key.delete" }));
        Assert.That(sink.Events.Select(happened => (happened.KeyId, happened.TenantId)), Is.All.EqualTo((id, "A")));
        Assert.That(sink.Events.ElementAt(3).Audit.Actor, Is.EqualTo("admin"));
        Assert.That(string.Join('\n', sink.Events.SelectMany(happened => happened.Audit.Changes)), Does.Not.Contain(issued.Secret.Reveal()).And.Not.Contain(issued.Record.Secrets[0].Hash));
    }

    [Test]
    public async Task FC_04_a_change_that_failed_is_not_told()
    {
        var sink = new Sink();
        await using var host = Host(sink);
        var issued = await host.IssueAsync();
        host.Store.Fault = StoreFault.ThrowBeforeCommit;
        Assert.That(async () => await host.Manager.RevokeAsync(issued.Record.Id, null, Admin, default), Throws.Exception);
        await host.Events.FlushAsync(default);
        Assert.That(sink.Events.Select(happened => happened.Type), Is.EqualTo(new[] { "api_key.create" }));
    }

    [Test]
    public async Task A_sink_that_throws_is_logged_and_the_others_are_told()
    {
        var sink = new Sink();
        await using var host = Host(new ThrowingSink(), sink);
        await host.IssueAsync();
        await host.Events.FlushAsync(default);
        Assert.That(sink.Events, Has.Count.EqualTo(1));
        Assert.That(host.Logs.Lines.Where(line => line.Level == LogLevel.Warning), Has.Exactly(1).Items);
    }

    [Test]
    public async Task A_sink_that_hangs_holds_no_change_up_and_loses_its_turn_after_ten_seconds()
    {
        var sink = new Sink();
        await using var host = Host(new HangingSink(), sink);
        await host.IssueAsync();
        await host.IssueAsync();
        Assert.That(sink.Events, Is.Empty, "it waits behind the one that hangs");
        for (var i = 0; i < 100 && sink.Events.Count < 2; i++)
        {
            host.Clock.Advance(TimeSpan.FromSeconds(10));
            await Task.Delay(10);
        }

        Assert.That(sink.Events, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task What_waits_is_bounded_and_publishing_never_blocks()
    {
        var sink = new HangingSink();
        var dropped = 0L;
        using var listener = new MeterListener { InstrumentPublished = (instrument, listening) => Listen(instrument, listening) };
        listener.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Add(ref dropped, count));
        listener.Start();
        await using var host = Host(sink);
        var happened = ApiKeyEvent.Of(new() { Id = "1", At = Records.Start, Action = "api_key.create", KeyId = "k", KeyName = "n" });
        for (var i = 0; i < ApiKeyEventDispatcher.Capacity + 100; i++)
        {
            host.Events.Publish(happened);
        }

        Assert.That(sink.Calls, Is.LessThanOrEqualTo(1));
        Assert.That(dropped, Is.InRange(99, 100), "one may be on its way to the sink");
    }

    private static void Listen(Instrument instrument, MeterListener listener)
    {
        if (instrument.Name == "apikeys.events.dropped")
        {
            listener.EnableMeasurementEvents(instrument);
        }
    }

    private static TestHost Host(params IApiKeyEventSink[] sinks) => new(keys =>
    {
        foreach (var sink in sinks)
        {
            keys.Services.AddSingleton(sink);
        }
    });

    private sealed class Sink : IApiKeyEventSink
    {
        public ConcurrentQueue<ApiKeyEvent> Events { get; } = new();

        public ValueTask HandleAsync(ApiKeyEvent happened, CancellationToken cancellationToken)
        {
            Events.Enqueue(happened);
            return ValueTask.CompletedTask;
        }
    }

    private sealed class ThrowingSink : IApiKeyEventSink
    {
        public ValueTask HandleAsync(ApiKeyEvent happened, CancellationToken cancellationToken) => throw new InvalidOperationException("no mail today");
    }

    private sealed class HangingSink : IApiKeyEventSink
    {
        private int _calls;

        public int Calls => Volatile.Read(ref _calls);

        public ValueTask HandleAsync(ApiKeyEvent happened, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _calls);
            return new ValueTask(new TaskCompletionSource().Task);
        }
    }
}
