using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using SQLitePCL;

namespace ApiKeys.Stores.EfCore.Tests.Servers;

/// <summary>Puts the system's SQLite under the provider, which would look for a bundled one.</summary>
internal static class SqliteLibrary
{
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "It has to run before the first type of the provider is loaded.")]
    internal static void Load()
    {
        // The provider asks for a higher version of its core than there is.
        AssemblyLoadContext.Default.Resolving += (context, name) => name.Name == "SQLitePCLRaw.core"
            ? context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, "SQLitePCLRaw.core.dll"))
            : null;
        Choose();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Choose()
    {
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, (name, _, _) =>
            name == "e_sqlite3" ? NativeLibrary.Load("libsqlite3.so.0") : IntPtr.Zero);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
    }
}
