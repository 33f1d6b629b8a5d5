using System.Security.Cryptography;
using System.Text;
using ApiKeys.Format;
using ApiKeys.Hashing;
using ApiKeys.Management;
using ApiKeys.Verification;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiKeys.Benchmarks;

/// <summary>The verification of one key, from its text to the answer, beside the plain hash of the same text.</summary>
[MemoryDiagnoser]
[HideColumns("Error", "StdDev", "Median", "RatioSD", "Alloc Ratio")]
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
        (_sha256, _sha256Key) = await StartAsync(_ => { });
        (_hmac, _hmacKey) = await StartAsync(hashing => hashing.Peppers.Add(new ApiKeyPepper("p1", _pepper)));
        (_, _unknown) = await StartAsync(_ => { });
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

    private static async Task<(ApiKeyVerifier Verifier, string Key)> StartAsync(Action<ApiKeyHashingOptions> hashing)
    {
        var services = new ServiceCollection().AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        services.AddApiKeys(options => options.Environment = "live")
            .AddInMemoryStore()
            .ConfigureFormat(format => format.Template = KeyTemplate.Standard("sk"))
            .ConfigureHashing(hashing);
        var provider = services.BuildServiceProvider();
        var request = new IssueApiKeyRequest { Name = "benchmark", Environment = "live" };
        var issued = await provider.GetRequiredService<ApiKeyManager>().IssueAsync(request, CancellationToken.None);
        return (provider.GetRequiredService<ApiKeyVerifier>(), issued.Value!.Secret.Reveal());
    }
}
