using System.Runtime.InteropServices;
using System.Text;

namespace ApiKeys.Core.Tests.Hashing;

/// <summary>bcrypt as Linux has it: <c>crypt_r</c> of libcrypt.</summary>
internal static unsafe partial class ReferenceBcrypt
{
    public const string Library = "libcrypt.so.1";
    private const int DataBytes = 32_768;

    /// <summary>The whole string for a key without NUL and a setting such as <c>$2b$04$</c> and 22 characters.</summary>
    public static string Compute(byte[] key, string setting)
    {
        var data = NativeMemory.AllocZeroed(DataBytes);
        try
        {
            fixed (byte* keyBytes = (byte[])[.. key, 0], settingBytes = (byte[])[.. Encoding.ASCII.GetBytes(setting), 0])
            {
                return Marshal.PtrToStringAnsi(Crypt(keyBytes, settingBytes, data))!;
            }
        }
        finally
        {
            NativeMemory.Free(data);
        }
    }

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport(Library, EntryPoint = "crypt_r")]
    private static partial nint Crypt(byte* key, byte* setting, void* data);
}
