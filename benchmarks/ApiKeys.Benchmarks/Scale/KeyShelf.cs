using ApiKeys.DependencyInjection;
using ApiKeys.Format;

namespace ApiKeys.Benchmarks.Scale;

/// <summary>A host with many keys, and what it takes to ask for them.</summary>
internal sealed class KeyShelf : IDisposable
{
    // Far from the last one each time, and no key twice: it divides no power of ten.
    private const long Stride = 7_919;

    private KeyShelf(KeyHost host, string[] texts, double bytesAKey)
    {
        Host = host;
        Texts = texts;
        BytesAKey = bytesAKey;
    }

    public KeyHost Host { get; }

    /// <summary>The keys' texts in the order of their making.</summary>
    public string[] Texts { get; }

    /// <summary>By how much the managed heap has grown, a key.</summary>
    public double BytesAKey { get; }

    public static async Task<KeyShelf> FillAsync(int count, Action<ApiKeysBuilder>? configure = null)
    {
        // The first key makes what all share, and its text is as long as all others: their places are taken before the heap is weighed.
        var host = new KeyHost(configure);
        var length = (await host.IssueAsync(count)).Secret.Reveal().Length;
        var texts = new string[count];
        for (var i = 0; i < count; i++)
        {
            texts[i] = new string(' ', length);
        }

        var before = Heap();
        for (var i = 0; i < count; i++)
        {
            texts[i] = (await host.IssueAsync(i)).Secret.Reveal();
        }

        return new KeyShelf(host, texts, (Heap() - before) / (double)count);
    }

    public static long Heap() => GC.GetTotalMemory(forceFullCollection: true);

    /// <summary>Copies in the order of asking, one behind the other: the text of a request has just been written, so its own way through the processor's cache is not to be measured.</summary>
    public static string[] InOrderOfAsking(IReadOnlyList<string> texts)
    {
        var copies = new string[texts.Count];
        for (var i = 0; i < copies.Length; i++)
        {
            copies[i] = new string(texts[(int)(i * Stride % copies.Length)].AsSpan());
        }

        return copies;
    }

    /// <summary>The keys' lookup ids in the order of their making.</summary>
    public string[] LookupIds()
    {
        var format = Host.Get<ApiKeyFormat>();
        return Array.ConvertAll(Texts, text => format.TryParse(text, out var parsed) is null ? format.GetLookupId(parsed) : "");
    }

    public void Dispose() => Host.Dispose();
}
