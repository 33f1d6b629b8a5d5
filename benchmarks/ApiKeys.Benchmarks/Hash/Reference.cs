using System.Runtime.InteropServices;
using System.Text;

namespace ApiKeys.Benchmarks.Hash;

/// <summary>Debian's libargon2 and libcrypt.</summary>
internal static unsafe partial class Reference
{
    private const int CryptBytes = 32_768;
    private static readonly void* CryptData = NativeMemory.AllocZeroed(CryptBytes);

    public static void Argon2(int memoryKib, int passes, int lanes, byte[] key, byte[] salt, byte[] tag)
    {
        var outcome = Argon2id((uint)passes, (uint)memoryKib, (uint)lanes, key, (nuint)key.Length, salt, (nuint)salt.Length, tag, (nuint)tag.Length);
        if (outcome != 0)
        {
            throw new InvalidOperationException($"libargon2 answers {outcome}.");
        }
    }

    public static void Bcrypt(byte[] key, string setting)
    {
        if (Crypt([.. key, 0], [.. Encoding.ASCII.GetBytes(setting), 0], CryptData) == 0)
        {
            throw new InvalidOperationException("crypt_r refuses the setting.");
        }
    }

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libargon2.so.1", EntryPoint = "argon2id_hash_raw")]
    private static partial int Argon2id(uint passes, uint memoryKib, uint lanes, byte[] key, nuint keyBytes, byte[] salt, nuint saltBytes, byte[] tag, nuint tagBytes);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libcrypt.so.1", EntryPoint = "crypt_r")]
    private static partial nint Crypt(byte[] key, byte[] setting, void* data);
}
