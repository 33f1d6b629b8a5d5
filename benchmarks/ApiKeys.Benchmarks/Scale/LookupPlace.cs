using System.Collections.Concurrent;

namespace ApiKeys.Benchmarks.Scale;

/// <summary>So many keys, and every way of asking for them that is compared.</summary>
internal sealed class LookupPlace : IDisposable
{
    private const int Block = 20_000;
    private const int Few = 1_000;

    private readonly KeyShelf _shelf;
    private readonly KeyHost _remembering;
    private readonly KeyHost _forgetting;
    private readonly string[] _texts;
    private readonly string[] _lookupIds;
    private readonly ConcurrentDictionary<string, object> _plain = new(StringComparer.Ordinal);
    private int _next;

    private LookupPlace(KeyShelf shelf, string[] lookupIds)
    {
        _shelf = shelf;
        _remembering = new KeyHost(keys => keys.AddStore(_ => shelf.Host.Store).ConfigureCache(cache => cache.Capacity = 2 * lookupIds.Length), new SlowClock());
        _forgetting = new KeyHost(keys => keys.AddStore(_ => shelf.Host.Store).ConfigureCache(cache => cache.Lifetime = TimeSpan.Zero));
        _texts = KeyShelf.InOrderOfAsking(shelf.Texts);
        _lookupIds = KeyShelf.InOrderOfAsking(lookupIds);
        foreach (var lookupId in lookupIds)
        {
            _plain[new string(lookupId.AsSpan())] = new object();
        }
    }

    /// <summary>The names of the ways. The first is the plain dictionary, which tells what the processor's own cache costs.</summary>
    public static IReadOnlyList<string> Ways { get; } =
    [
        "a plain `ConcurrentDictionary<string, object>` (baseline)",
        "look-up by lookup id in the store",
        "verification, every key remembered",
        "verification of 1,000 of the keys, remembered",
        "verification without the cache, the store asked each time",
    ];

    public KeyHost Host => _shelf.Host;

    public IReadOnlyList<string> Texts => _texts;

    public static async Task<LookupPlace> OpenAsync(KeyShelf shelf)
    {
        var place = new LookupPlace(shelf, shelf.LookupIds());
        await TimeAsync(shelf.Texts.Length, i => VerifyAsync(place._remembering, place._texts[i]));
        return place;
    }

    /// <summary>A block of each way, in nanoseconds a call.</summary>
    public async Task RunAsync(List<double>[]? samples)
    {
        var start = _next;
        _next = (_next + Block) % _texts.Length;
        double[] times =
        [
            await TimeAsync(Block, i => FindPlain(_lookupIds[(start + i) % _lookupIds.Length])),
            await TimeAsync(Block, i => FindAsync(_lookupIds[(start + i) % _lookupIds.Length])),
            await TimeAsync(Block, i => VerifyAsync(_remembering, _texts[(start + i) % _texts.Length])),
            await TimeAsync(Block, i => VerifyAsync(_remembering, _texts[i % Few])),
            await TimeAsync(Block, i => VerifyAsync(_forgetting, _texts[(start + i) % _texts.Length])),
        ];
        for (var way = 0; way < times.Length; way++)
        {
            samples?[way].Add(times[way]);
        }
    }

    /// <summary>CPU time of the process, which others on the machine cannot take away, in nanoseconds a call.</summary>
    public static async Task<double> TimeAsync(int calls, Func<int, ValueTask<bool>> call)
    {
        var start = Hash.Usage.Now;
        for (var i = 0; i < calls; i++)
        {
            if (!await call(i))
            {
                throw new InvalidOperationException("The answer is another one than it should be.");
            }
        }

        return (Hash.Usage.Now - start).CpuSeconds * 1e9 / calls;
    }

    public static async ValueTask<bool> VerifyAsync(KeyHost host, string text) => (await host.Verifier.VerifyAsync(text, default, CancellationToken.None)).Succeeded;

    public void Dispose()
    {
        _remembering.Dispose();
        _forgetting.Dispose();
        _shelf.Dispose();
    }

    private ValueTask<bool> FindPlain(string lookupId) => ValueTask.FromResult(_plain.TryGetValue(lookupId, out var value) && value is not string);

    private async ValueTask<bool> FindAsync(string lookupId) => (await Host.Store.FindByLookupIdAsync(lookupId, CancellationToken.None))?.Version == 1;
}
