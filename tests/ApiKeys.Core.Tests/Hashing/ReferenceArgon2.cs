using System.Runtime.InteropServices;
using ApiKeys.Hashing.Argon2;

namespace ApiKeys.Core.Tests.Hashing;

/// <summary>Argon2 as its authors wrote it: <c>argon2_ctx</c> of libargon2.</summary>
internal static unsafe partial class ReferenceArgon2
{
    public const string Library = "libargon2.so.1";

    public static byte[] Compute(in Argon2Parameters parameters, in Argon2Input input, int tagBytes)
    {
        var tag = new byte[tagBytes];
        fixed (byte* output = tag, key = input.Key, salt = input.Salt, secret = input.Secret, data = input.AssociatedData)
        {
            var context = new Context
            {
                Output = output,
                OutputBytes = (uint)tagBytes,
                Key = key,
                KeyBytes = (uint)input.Key.Length,
                Salt = salt,
                SaltBytes = (uint)input.Salt.Length,
                Secret = secret,
                SecretBytes = (uint)input.Secret.Length,
                Data = data,
                DataBytes = (uint)input.AssociatedData.Length,
                Passes = (uint)parameters.Passes,
                MemoryKib = (uint)parameters.MemoryKib,
                Lanes = (uint)parameters.Lanes,
                Threads = 1,
                Version = (uint)parameters.Version,
            };
            Assert.That(Compute(&context, (int)parameters.Type), Is.Zero, $"{parameters}");
        }

        return tag;
    }

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport(Library, EntryPoint = "argon2_ctx")]
    private static partial int Compute(Context* context, int type);

    private struct Context
    {
        public byte* Output;
        public uint OutputBytes;
        public byte* Key;
        public uint KeyBytes;
        public byte* Salt;
        public uint SaltBytes;
        public byte* Secret;
        public uint SecretBytes;
        public byte* Data;
        public uint DataBytes;
        public uint Passes;
        public uint MemoryKib;
        public uint Lanes;
        public uint Threads;
        public uint Version;
        public void* Allocate;
        public void* Free;
        public uint Flags;
    }
}
