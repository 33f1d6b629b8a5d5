using System.Diagnostics.Metrics;
using ApiKeys.AspNetCore.DependencyInjection;
using ApiKeys.AspNetCore.Hosting;
using ApiKeys.AspNetCore.Tests.Host;
using ApiKeys.Stores;
using Microsoft.Extensions.Options;

namespace ApiKeys.AspNetCore.Tests;

/// <summary>What is led through everything before the first request leaves nothing behind.</summary>
internal sealed class WarmUpTests
{
    [Test]
    [NonParallelizable]
    public async Task A_warm_up_counts_logs_and_stores_nothing()
    {
        await using var host = await ApiKeyHost.StartAsync();
        var lines = host.Log.Count;
        var measured = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == "ApiKeys")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, _, _) => measured.Add(instrument.Name));
        listener.Start();
        await Of(host, isOn: true).RunAsync(CancellationToken.None);
        Assert.That(measured, Is.Empty);
        Assert.That(host.Log, Has.Count.EqualTo(lines));
        Assert.That(await host.Store.CountAsync(new ApiKeyQuery { Now = host.Clock.GetUtcNow() }, CancellationToken.None), Is.Zero);

        // The listener hears those who speak.
        var key = await host.IssueAsync();
        await host.GetAsync("/me", key.Bearer);
        Assert.That(measured, Does.Contain("apikeys.verifications"));
    }

    [Test]
    public async Task A_warm_up_that_is_switched_off_is_left_out()
    {
        await using var host = await ApiKeyHost.StartAsync();
        await Of(host, isOn: false).StartAsync(new CancellationToken(canceled: true));
        Assert.That(() => Of(host, isOn: true).RunAsync(new CancellationToken(canceled: true)), Throws.InstanceOf<OperationCanceledException>(), "it would have noticed");
    }

    private static FirstRequest Of(ApiKeyHost host, bool isOn) =>
        new(host.Services.GetRequiredService<IHostEnvironment>(), Options.Create(new ApiKeyStartupOptions { WarmUp = isOn }));
}
