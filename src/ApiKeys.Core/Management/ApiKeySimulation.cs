using ApiKeys.Stores;

namespace ApiKeys.Management;

/// <summary>What the checks would say to an imagined request, in their order.</summary>
/// <param name="Checks">Every check, also those behind the first that refuses.</param>
/// <param name="MissingScopes">The asked-for scopes that the key lacks.</param>
/// <param name="Quota">How things stand with the key's limits; <see langword="null"/> where it has none.</param>
public sealed record ApiKeySimulation(IReadOnlyList<SimulatedCheck> Checks, IReadOnlyList<string> MissingScopes, RateLimitDecision? Quota)
{
    /// <summary>The check that would refuse the request: the first that does; <see langword="null"/>: the request would pass.</summary>
    public SimulatedCheck? Refusal => Checks.FirstOrDefault(check => check.Failure is not null);
}
