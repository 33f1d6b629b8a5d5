using System.Runtime.InteropServices;

namespace ApiKeys.Core.Tests.Hashing;

/// <summary>The libraries of Debian that ours are compared to. Where one is missing, a test is skipped, but not in CI.</summary>
internal static class NativeLibraries
{
    public static void Need(string library)
    {
        if (NativeLibrary.TryLoad(library, out var handle))
        {
            NativeLibrary.Free(handle);
        }
        else if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail($"{library} is missing.");
        }
        else
        {
            Assert.Ignore($"{library} is missing.");
        }
    }
}
