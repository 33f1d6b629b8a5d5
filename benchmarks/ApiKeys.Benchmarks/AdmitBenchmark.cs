using System.Security.Cryptography;
using System.Text;
using ApiKeys.Verification;
using BenchmarkDotNet.Attributes;

namespace ApiKeys.Benchmarks;

/// <summary>Steps 7 to 9: scopes, one limit and the count of use, for a key that is verified.</summary>
[Config(typeof(StepConfig))]
public class AdmitBenchmark
{
    private static readonly ApiKeyAdmissionRequest Request = new() { Scopes = [BenchmarkKeys.Scope] };
    private readonly TimeProvider _time = TimeProvider.System;
    private ApiKeyAdmitter _admitter = null!;
    private VerifiedApiKey _key = null!;
    private VerifiedApiKey _unlimited = null!;
    private byte[] _bytes = [];

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        var keys = await BenchmarkKeys.StartAsync();
        _admitter = keys.Get<ApiKeyAdmitter>();
        _key = (await keys.Verifier.VerifyAsync(keys.Text, default, CancellationToken.None)).Key!;
        _unlimited = new VerifiedApiKey(_key.Record with { RateLimits = [] }, _key.Secret);
        _bytes = Encoding.ASCII.GetBytes(keys.Text);
    }

    [Benchmark(Baseline = true, Description = "SHA256.HashData of the key's text")]
    public byte Sha256HashData()
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(_bytes, hash);
        return hash[0];
    }

    [Benchmark(Description = "the clock, once (TimeProvider.GetUtcNow)")]
    public long Clock() => _time.GetUtcNow().UtcTicks;

    [Benchmark(Description = "look at the scopes")]
    public bool Examine() => _admitter.Examine(_key, Request).Succeeded;

    [Benchmark(Description = "admit: scopes and use")]
    public ValueTask<ApiKeyAdmission> AdmitUnlimited() => _admitter.AdmitAsync(_unlimited, Request, CancellationToken.None);

    [Benchmark(Description = "admit: scopes, one limit and use")]
    public ValueTask<ApiKeyAdmission> Admit() => _admitter.AdmitAsync(_key, Request, CancellationToken.None);
}
