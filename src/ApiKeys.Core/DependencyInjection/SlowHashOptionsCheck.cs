using ApiKeys.Hashing;
using ApiKeys.Hashing.Argon2;
using ApiKeys.Hashing.Bcrypt;

namespace ApiKeys.DependencyInjection;

/// <summary>The costs of Argon2 and bcrypt are within bounds.</summary>
internal static class SlowHashOptionsCheck
{
    public const int MostLanes = 16;

    private const int MostMemoryKib = 4_194_304;
    private const int MostPasses = 1_000;
    private const int FewestBcryptCost = 10;

    public static IEnumerable<string?> Errors(ApiKeyHashingOptions options) =>
    [
        Range(nameof(options.MaxStoredArgon2MemoryKib), options.MaxStoredArgon2MemoryKib, Argon2Parameters.BlocksPerLane, MostMemoryKib),
        Range(nameof(options.MaxStoredArgon2Passes), options.MaxStoredArgon2Passes, 1, MostPasses),
        Range(nameof(options.MaxStoredBcryptCost), options.MaxStoredBcryptCost, BcryptHash.LeastCost, BcryptHash.MostCost),
        Range(nameof(options.Argon2Lanes), options.Argon2Lanes, 1, MostLanes),
        Range(nameof(options.Argon2MemoryKib), options.Argon2MemoryKib, Argon2Parameters.BlocksPerLane * Math.Clamp(options.Argon2Lanes, 1, MostLanes), options.MaxStoredArgon2MemoryKib),
        Range(nameof(options.Argon2Passes), options.Argon2Passes, 1, options.MaxStoredArgon2Passes),
        Range(nameof(options.BcryptCost), options.BcryptCost, FewestBcryptCost, options.MaxStoredBcryptCost),
    ];

    private static string? Range(string name, int value, int least, int most) =>
        value < least || value > most ? $"ApiKeyHashingOptions.{name} is {value}; it goes from {least} to {most}." : null;
}
