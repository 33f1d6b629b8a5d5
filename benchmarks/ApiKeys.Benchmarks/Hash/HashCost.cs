using System.Security.Cryptography;
using System.Text;
using ApiKeys.Hashing;
using ApiKeys.Hashing.Argon2;
using ApiKeys.Hashing.Bcrypt;

namespace ApiKeys.Benchmarks.Hash;

/// <summary>The cost of one hash of each kind.</summary>
internal static class HashCost
{
    private static readonly byte[] Key = Encoding.ASCII.GetBytes("ak_live_0123456789AB_abcdefghijklmnopqrstuvwxyz012345ABCDEF");
    private static readonly byte[] Salt = RandomNumberGenerator.GetBytes(16);
    private static readonly byte[] Tag = new byte[32];

    public static Task RunAsync()
    {
        using var arenas = new ArenaPool(1, TimeProvider.System);
        RaceArgon2(arenas, 19_456, 2, 1, Enum.GetValues<Argon2Kernel>().Where(kernel => kernel <= Argon2Hash.BestKernel));
        RaceArgon2(arenas, 65_536, 3, 4, [Argon2Hash.BestKernel]);
        RaceBcrypt(10, 15);
        RaceBcrypt(12, 7);
        RaceHashers(arenas);
        return Task.CompletedTask;
    }

    private static void RaceArgon2(ArenaPool arenas, int memoryKib, int passes, int lanes, IEnumerable<Argon2Kernel> kernels)
    {
        var parameters = new Argon2Parameters(Argon2Type.Id, Argon2Parameters.LatestVersion, memoryKib, passes, lanes);
        var race = new HashRace($"Argon2id, {memoryKib} KiB, {passes} passes, {lanes} lanes", 15);
        race.Add("Debian's libargon2", 1, () => Reference.Argon2(memoryKib, passes, lanes, Key, Salt, Tag));
        foreach (var kernel in kernels.Reverse())
        {
            race.Add($"ours, {kernel}", 1, () => Argon2Hash.Compute(kernel, parameters, new Argon2Input { Key = Key, Salt = Salt }, Tag, arenas));
        }
#if PEER_HASHERS
        race.Add("Konscious.Security.Cryptography.Argon2", 1, () => Peers.Argon2(memoryKib, passes, lanes, Key, Salt));
#endif
        race.Print();
    }

    private static void RaceBcrypt(int cost, int rounds)
    {
        var four = RandomNumberGenerator.GetBytes(4 * BcryptHash.SaltBytes);
        var digests = new byte[4 * BcryptHash.DigestBytes];
        var setting = BcryptString.Write(cost, Salt, digests.AsSpan(0, BcryptHash.DigestBytes))[..29];
        var race = new HashRace($"bcrypt, cost {cost}", rounds)
            .Add("crypt_r of Debian's libcrypt", 1, () => Reference.Bcrypt(Key, setting))
            .Add("ours", 1, () => BcryptHash.Compute(Key, Salt, cost, digests.AsSpan(0, BcryptHash.DigestBytes)))
            .Add("ours, four at once", 4, () => BcryptHash.ComputeFour(Key, four, cost, digests));
#if PEER_HASHERS
        race.Add("BCrypt.Net-Next", 1, () => Peers.Bcrypt(Encoding.ASCII.GetString(Key), setting));
#endif
        race.Print();
    }

    private static void RaceHashers(ArenaPool arenas)
    {
        var sha256 = new Sha256ApiKeyHasher();
        using var hmac = new HmacSha256ApiKeyHasher([new ApiKeyPepper("p1", RandomNumberGenerator.GetBytes(32))]);
        var parameters = new Argon2Parameters(Argon2Type.Id, Argon2Parameters.LatestVersion, 19_456, 2, 1);
        var race = new HashRace("verification by our hashers, default costs", 5);
        Add(race, sha256, 20_000);
        Add(race, hmac, 20_000);
        Add(race, new Pbkdf2ApiKeyHasher(HashAlgorithmName.SHA256, 600_000), 1);
        Add(race, new Argon2ApiKeyHasher(parameters, parameters, arenas), 20);
        Add(race, new BcryptApiKeyHasher(12, 14), 1);
        Add(race, new BcryptSha256ApiKeyHasher(12, 14), 1);
        race.Print();
    }

    private static void Add(HashRace race, IApiKeyHasher hasher, int times)
    {
        var stored = hasher.Hash(Key, "key-1");
        race.Add(hasher.Algorithm, times, () =>
        {
            for (var i = 0; i < times; i++)
            {
                if (hasher.Verify(Key, "key-1", stored) != HashVerdict.Match)
                {
                    throw new InvalidOperationException($"{hasher.Algorithm} does not know its own hash.");
                }
            }
        });
    }
}
