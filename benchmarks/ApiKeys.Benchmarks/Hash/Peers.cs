#if PEER_HASHERS
using Konscious.Security.Cryptography;

namespace ApiKeys.Benchmarks.Hash;

/// <summary>The two packages that most hosts would take; built with -p:PeerHashers=true alone.</summary>
internal static class Peers
{
    public static byte[] Argon2(int memoryKib, int passes, int lanes, byte[] key, byte[] salt)
    {
        using var argon2 = new Argon2id(key) { Salt = salt, MemorySize = memoryKib, Iterations = passes, DegreeOfParallelism = lanes };
        return argon2.GetBytes(32);
    }

    public static string Bcrypt(string key, string setting) => BCrypt.Net.BCrypt.HashPassword(key, setting);
}
#endif
