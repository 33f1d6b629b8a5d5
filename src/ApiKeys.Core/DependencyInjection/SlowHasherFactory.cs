using ApiKeys.Hashing;
using ApiKeys.Hashing.Argon2;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ApiKeys.DependencyInjection;

/// <summary>Makes the hasher of Argon2 and the memory that it works in.</summary>
internal static class SlowHasherFactory
{
    /// <summary>As much memory is kept as comparisons run at once.</summary>
    public static ArenaPool CreateArenas(IServiceProvider provider) =>
        new(Options(provider).MaxConcurrentSlowHashes, provider.GetRequiredService<TimeProvider>());

    public static Argon2ApiKeyHasher CreateArgon2(IServiceProvider provider)
    {
        var options = Options(provider);
        return new Argon2ApiKeyHasher(
            Parameters(options.Argon2MemoryKib, options.Argon2Passes, options.Argon2Lanes),
            Parameters(options.MaxStoredArgon2MemoryKib, options.MaxStoredArgon2Passes, SlowHashOptionsCheck.MostLanes),
            provider.GetRequiredService<ArenaPool>());
    }

    private static Argon2Parameters Parameters(int memoryKib, int passes, int lanes) =>
        new(Argon2Type.Id, Argon2Parameters.LatestVersion, memoryKib, passes, lanes);

    private static ApiKeyHashingOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<ApiKeyHashingOptions>>().Value;
}
