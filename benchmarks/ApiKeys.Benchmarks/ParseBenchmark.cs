using System.Security.Cryptography;
using System.Text;
using ApiKeys.Format;
using BenchmarkDotNet.Attributes;

namespace ApiKeys.Benchmarks;

/// <summary>Steps 1 and 2: shape and checksum of a text, before any store is asked.</summary>
[Config(typeof(StepConfig))]
public class ParseBenchmark
{
    private ApiKeyFormat _format = null!;
    private string _key = "";
    private string _mistyped = "";
    private byte[] _bytes = [];

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        var keys = await BenchmarkKeys.StartAsync();
        _format = keys.Get<ApiKeyFormat>();
        _key = keys.Text;
        _mistyped = _key[..^1] + (_key[^1] == 'x' ? 'y' : 'x');
        _bytes = Encoding.ASCII.GetBytes(_key);
    }

    [Benchmark(Baseline = true, Description = "SHA256.HashData of the text")]
    public byte Sha256HashData()
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(_bytes, hash);
        return hash[0];
    }

    [Benchmark(Description = "read a key")]
    public bool Read() => _format.TryParse(_key, out _) is null;

    [Benchmark(Description = "read a mistyped key")]
    public bool ReadMistyped() => _format.TryParse(_mistyped, out _) is null;

    [Benchmark(Description = "another system's token")]
    public bool ReadForeign() => _format.TryParse("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.e30", out _) is null;
}
