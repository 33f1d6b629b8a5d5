using ApiKeys.Hashing.Argon2;

namespace ApiKeys.Core.Tests.Hashing;

/// <summary>Ours and libargon2 agree, whatever is asked.</summary>
[TestFixture]
internal sealed class Argon2DifferentialTests
{
    private const int Sets = 2_000;

    [TestCaseSource(typeof(Argon2VectorTests), nameof(Argon2VectorTests.Kernels))]
    public void Every_kernel_agrees_with_libargon2(Argon2Kernel kernel)
    {
        NativeLibraries.Need(ReferenceArgon2.Library);
        var dice = new Dice(2026 + (ulong)kernel);
        for (var i = 0; i < Sets; i++)
        {
            var lanes = dice.Next(1, 5);
            var parameters = new Argon2Parameters(
                (Argon2Type)dice.Next(3),
                dice.Next(4) == 0 ? Argon2Parameters.FirstVersion : Argon2Parameters.LatestVersion,
                dice.Next(8 * lanes, i % 50 == 0 ? 1_200 : 80),
                dice.Next(1, 4),
                lanes);
            var input = new Argon2Input
            {
                Key = dice.Bytes(dice.Next(300)),
                Salt = dice.Bytes(dice.Next(8, 40)),
                Secret = dice.Bytes(dice.Next(2) * dice.Next(40)),
                AssociatedData = dice.Bytes(dice.Next(2) * dice.Next(200)),
            };
            var tag = new byte[dice.Next(4, 200)];
            Argon2Hash.Compute(kernel, parameters, input, tag, Hashes.Arenas);
            Assert.That(tag, Is.EqualTo(ReferenceArgon2.Compute(parameters, input, tag.Length)), $"set {i}: {parameters}");
        }
    }
}
