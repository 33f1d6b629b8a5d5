using ApiKeys.Core.Tests.Vectors;
using ApiKeys.Hashing;
using ApiKeys.Hashing.Argon2;

namespace ApiKeys.Core.Tests.Hashing;

/// <summary>Known answers, by every kernel that this process may use. test.sh runs them again with fewer instructions allowed.</summary>
[TestFixture]
[Category("HashVectors")]
internal sealed class Argon2VectorTests
{
    /// <summary>What a kernel without its instructions computes in a test: the slow way takes long.</summary>
    private const int MostSoftwareKib = 256;

    internal static IEnumerable<Argon2Kernel> Kernels => Enum.GetValues<Argon2Kernel>().Where(kernel => kernel <= Argon2Hash.BestKernel || kernel == Argon2Kernel.Vector512);

    [TestCaseSource(nameof(Kernels))]
    public void Rfc_9106_section_5_is_met(Argon2Kernel kernel)
    {
        Assert.That(SlowHashVectors.Rfc9106, Has.Count.EqualTo(3));
        foreach (var vector in SlowHashVectors.Rfc9106)
        {
            var type = vector.Text("type") switch { "argon2d" => Argon2Type.D, "argon2i" => Argon2Type.I, _ => Argon2Type.Id };
            var input = new Argon2Input { Key = vector.Hex("password_hex"), Salt = vector.Hex("salt_hex"), Secret = vector.Hex("secret_hex"), AssociatedData = vector.Hex("ad_hex") };
            var tag = Compute(kernel, new(type, vector.Number("version"), vector.Number("m_kib"), vector.Number("t"), vector.Number("p")), input, 32);
            Assert.That(Convert.ToHexStringLower(tag), Is.EqualTo(vector.Text("tag_hex")));
        }
    }

    [TestCaseSource(nameof(Kernels))]
    public void Reference_implementations_own_tests_are_met(Argon2Kernel kernel)
    {
        Assert.That(SlowHashVectors.Phc, Has.Count.EqualTo(8));
        foreach (var vector in SlowHashVectors.Phc)
        {
            var (parameters, salt, stored) = Read(vector.Text("encoded"));
            Assert.That(Convert.ToHexStringLower(stored), Is.EqualTo(vector.Text("tag")));
            Assert.That((parameters.Version, 1 << vector.Number("log2_m")), Is.EqualTo((vector.Number("version"), parameters.MemoryKib)));
            if (IsQuick(kernel, parameters))
            {
                Assert.That(Compute(kernel, parameters, new() { Key = vector.Utf8("password"), Salt = salt }, 32), Is.EqualTo(stored));
            }
        }
    }

    [TestCaseSource(nameof(Kernels))]
    public void Hashes_made_by_Konscious_are_met(Argon2Kernel kernel)
    {
        Assert.That(SlowHashVectors.Konscious, Has.Count.EqualTo(90));
        foreach (var vector in SlowHashVectors.Konscious)
        {
            var (parameters, salt, stored) = Read(vector.Text("encoded"));
            if (IsQuick(kernel, parameters))
            {
                var input = new Argon2Input { Key = vector.Utf8("password"), Salt = salt, Secret = vector.Utf8("secret"), AssociatedData = vector.Utf8("associated_data") };
                Assert.That(Compute(kernel, parameters, input, stored.Length), Is.EqualTo(stored), $"{vector}");
            }
        }
    }

    [Test]
    public void Switches_of_the_runtime_reach_the_kernel()
    {
        if (Environment.GetEnvironmentVariable("DOTNET_EnableHWIntrinsic") == "0")
        {
            Assert.That(Argon2Hash.BestKernel, Is.EqualTo(Argon2Kernel.Scalar));
        }
        else if (Environment.GetEnvironmentVariable("DOTNET_EnableAVX") == "0")
        {
            Assert.That(Argon2Hash.BestKernel, Is.LessThanOrEqualTo(Argon2Kernel.Vector128));
        }
        else if (Environment.GetEnvironmentVariable("DOTNET_EnableAVX512") == "0")
        {
            Assert.That(Argon2Hash.BestKernel, Is.LessThanOrEqualTo(Argon2Kernel.Vector256));
        }

        Assert.That(Kernels, Has.Member(Argon2Kernel.Scalar).And.Member(Argon2Hash.BestKernel));
    }

    private static bool IsQuick(Argon2Kernel kernel, in Argon2Parameters parameters) => kernel <= Argon2Hash.BestKernel || parameters.MemoryKib <= MostSoftwareKib;

    private static byte[] Compute(Argon2Kernel kernel, in Argon2Parameters parameters, in Argon2Input input, int tagBytes)
    {
        var tag = new byte[tagBytes];
        Argon2Hash.Compute(kernel, parameters, input, tag, Hashes.Arenas);
        return tag;
    }

    private static (Argon2Parameters Parameters, byte[] Salt, byte[] Tag) Read(string encoded)
    {
        var (salt, tag) = (new byte[Argon2String.MostSaltBytes], new byte[Argon2String.MostTagBytes]);
        Assert.That(Argon2String.TryRead(encoded, salt, tag, out var parameters, out var saltBytes, out var tagBytes), Is.True, encoded);
        return (parameters, salt[..saltBytes], tag[..tagBytes]);
    }
}
