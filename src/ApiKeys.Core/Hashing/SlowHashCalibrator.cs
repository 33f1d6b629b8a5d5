using ApiKeys.Hashing.Argon2;
using ApiKeys.Hashing.Bcrypt;

namespace ApiKeys.Hashing;

/// <summary>Finds the strongest parameters that take no longer than a given time on this machine; never weaker ones than are advised.</summary>
/// <param name="time">The clock that hashes are timed by.</param>
internal sealed class SlowHashCalibrator(TimeProvider time)
{
    public const int LeastBcryptCost = 10;
    public const int LeastMemoryKib = 19_456;
    public const int LeastPasses = 2;

    private const int MostBcryptCost = 20;
    private const int MostMemoryKib = 1_048_576;
    private const int MostPasses = 64;
    private const int Samples = 3;

    /// <summary>The highest cost of bcrypt whose hash takes no longer than that.</summary>
    public int FindBcryptCost(TimeSpan target) => FindBcryptCost(target, cost =>
    {
        Span<byte> digest = stackalloc byte[BcryptHash.DigestBytes];
        BcryptHash.Compute("key"u8, stackalloc byte[BcryptHash.SaltBytes], cost, digest);
    });

    public int FindBcryptCost(TimeSpan target, Action<int> hash)
    {
        hash(LeastBcryptCost);
        var cost = LeastBcryptCost;
        while (cost < MostBcryptCost && Measure(() => hash(cost + 1)) <= target)
        {
            cost++;
        }

        return cost;
    }

    /// <summary>As much memory as fits into the time with two passes, doubled from 19 MiB on, and then as many passes (RFC 9106 section 4: memory first).</summary>
    public (int MemoryKib, int Passes) FindArgon2(TimeSpan target)
    {
        using var arenas = new ArenaPool(1, time);
        return FindArgon2(target, (memoryKib, passes) =>
        {
            var parameters = new Argon2Parameters(Argon2Type.Id, Argon2Parameters.LatestVersion, memoryKib, passes, 1);
            Argon2Hash.Compute(parameters, new Argon2Input { Key = "key"u8, Salt = "calibration"u8 }, stackalloc byte[32], arenas);
        });
    }

    public (int MemoryKib, int Passes) FindArgon2(TimeSpan target, Action<int, int> hash)
    {
        hash(LeastMemoryKib, LeastPasses);
        var memoryKib = LeastMemoryKib;
        while (memoryKib <= MostMemoryKib / 2 && Measure(() => hash(memoryKib * 2, LeastPasses)) <= target)
        {
            memoryKib *= 2;
        }

        var passes = LeastPasses;
        while (passes < MostPasses && Measure(() => hash(memoryKib, passes + 1)) <= target)
        {
            passes++;
        }

        return (memoryKib, passes);
    }

    // The median: one disturbed sample says nothing about the machine.
    private TimeSpan Measure(Action hash)
    {
        Span<TimeSpan> samples = stackalloc TimeSpan[Samples];
        foreach (ref var sample in samples)
        {
            var start = time.GetTimestamp();
            hash();
            sample = time.GetElapsedTime(start);
        }

        samples.Sort();
        return samples[Samples / 2];
    }
}
