using System.Security.Cryptography;
using System.Text;
using ApiKeys.Hashing;
using ApiKeys.Verification;
using BenchmarkDotNet.Attributes;

namespace ApiKeys.Benchmarks;

/// <summary>The verification of one key, from its text to the answer, beside the plain hash of the same text.</summary>
[Config(typeof(StepConfig))]
public class VerifyBenchmark
{
    private ApiKeyVerifier _sha256 = null!;
    private ApiKeyVerifier _hmac = null!;
    private string _sha256Key = "";
    private string _hmacKey = "";
    private string _mistyped = "";
    private string _unknown = "";
    private byte[] _bytes = [];
    private byte[] _pepper = [];

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        _pepper = RandomNumberGenerator.GetBytes(32);
        var sha256 = await BenchmarkKeys.StartAsync();
        var hmac = await BenchmarkKeys.StartAsync(hashing => hashing.Peppers.Add(new ApiKeyPepper("p1", _pepper)));
        (_sha256, _sha256Key) = (sha256.Verifier, sha256.Text);
        (_hmac, _hmacKey) = (hmac.Verifier, hmac.Text);
        _unknown = (await BenchmarkKeys.StartAsync()).Text;
        _mistyped = _sha256Key[..^1] + (_sha256Key[^1] == 'x' ? 'y' : 'x');
        _bytes = Encoding.ASCII.GetBytes(_sha256Key);
    }

    [Benchmark(Baseline = true, Description = "SHA256.HashData of the text")]
    public byte Sha256HashData()
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(_bytes, hash);
        return hash[0];
    }

    [Benchmark(Description = "HMACSHA256.HashData of the text")]
    public byte HmacHashData()
    {
        Span<byte> hash = stackalloc byte[32];
#pragma warning disable RS0030 // The one-shot call is what the library is measured against.
        HMACSHA256.HashData(_pepper, _bytes, hash);
#pragma warning restore RS0030
        return hash[0];
    }

    [Benchmark(Description = "verify a known key, sha256")]
    public ValueTask<ApiKeyVerification> Known() => Verify(_sha256, _sha256Key);

    [Benchmark(Description = "verify a known key, hmac-sha256")]
    public ValueTask<ApiKeyVerification> KnownHmac() => Verify(_hmac, _hmacKey);

    [Benchmark(Description = "refuse an unknown key, sha256")]
    public ValueTask<ApiKeyVerification> Unknown() => Verify(_sha256, _unknown);

    [Benchmark(Description = "refuse a wrong checksum")]
    public ValueTask<ApiKeyVerification> Mistyped() => Verify(_sha256, _mistyped);

    private static ValueTask<ApiKeyVerification> Verify(ApiKeyVerifier verifier, string key) => verifier.VerifyAsync(key, default, CancellationToken.None);
}
