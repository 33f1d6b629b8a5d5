namespace ApiKeys.Stores;

/// <summary>What one node has counted in a few seconds.</summary>
/// <param name="Id">Names the batch, so that it counts once however often it is sent.</param>
/// <param name="Entries">One entry a secret, with the count since the last batch.</param>
public sealed record UsageBatch(Guid Id, IReadOnlyList<SecretUsage> Entries);
