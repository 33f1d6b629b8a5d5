using System.Globalization;
using ApiKeys.Caching;
using ApiKeys.Management;
using ApiKeys.Verification;

namespace ApiKeys.Benchmarks.Store;

/// <summary>A steady load of known keys, while another node changes a key each second: how many requests wait for the database.</summary>
internal static class SteadyLoad
{
    private const int Keys = 100;
    private const int PerTick = 40;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    // A little longer than a record is believed, so that each key is read again.
    private const int Ticks = 6_500;

    public static async Task RunAsync(BenchmarkServer server, Report report)
    {
        var connectionString = server.CreateDatabase();
        using var host = new BenchmarkHost(connectionString);
        using var other = new BenchmarkHost(connectionString);
        await host.MigrateAsync();
        var keys = new List<IssuedApiKey>();
        for (var i = 0; i < Keys; i++)
        {
            keys.Add((await host.Get<ApiKeyManager>().IssueAsync(new IssueApiKeyRequest { Name = $"key {i}", Environment = "live" }, CancellationToken.None)).Value!);
        }

        using var end = new CancellationTokenSource();
        var listening = ListenAsync(host.Get<ApiKeyChangeListener>(), end.Token);
        await LoadAsync(host.Get<ApiKeyVerifier>(), keys, 1_000 / PerTick);
        var changing = ChangeAsync(other.Get<ApiKeyManager>(), keys, end.Token);
        var (requests, waits) = await LoadAsync(host.Get<ApiKeyVerifier>(), keys, Ticks);
        await end.CancelAsync();
        await Task.WhenAll(listening, changing);
        var share = (1 - ((double)waits / requests)).ToString("P3", CultureInfo.InvariantCulture);
        report.Add($"requests without I/O ({Keys} keys, {PerTick * 100:N0} requests/s, a change/s on another node)", share, string.Create(CultureInfo.InvariantCulture, $"{waits:N0} of {requests:N0} asked the database"), "", "≥ 99.9 %");
    }

    private static async Task<(long Requests, long Waits)> LoadAsync(ApiKeyVerifier verifier, List<IssuedApiKey> keys, int ticks)
    {
        var (requests, waits) = (0L, 0L);
        using var timer = new PeriodicTimer(Tick);
        for (var tick = 0; tick < ticks; tick++)
        {
            await timer.WaitForNextTickAsync();
            for (var i = 0; i < PerTick; i++)
            {
                var verification = verifier.VerifyAsync(keys[(int)(requests++ % keys.Count)].Secret.Reveal(), default, CancellationToken.None);
                waits += verification.IsCompleted ? 0 : 1;
                if (!(await verification).Succeeded)
                {
                    throw new InvalidOperationException("A key that was issued is refused.");
                }
            }
        }

        return (requests, waits);
    }

    private static async Task ListenAsync(ApiKeyChangeListener listener, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await listener.PollAsync(CancellationToken.None);
            await Task.Delay(500, CancellationToken.None);
        }
    }

    private static async Task ChangeAsync(ApiKeyManager manager, List<IssuedApiKey> keys, CancellationToken cancellationToken)
    {
        for (var i = 0; !cancellationToken.IsCancellationRequested; i++)
        {
            var id = keys[i % keys.Count].Record.Id;
            await manager.EditAsync(id, new EditApiKeyRequest { Name = $"changed {i}" }, ApiKeyActor.Host, CancellationToken.None);
            await Task.Delay(1_000, CancellationToken.None);
        }
    }
}
