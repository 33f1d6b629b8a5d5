namespace ApiKeys.Stores;

/// <summary>What a store may remove.</summary>
/// <param name="DeletedBefore">Keys that were deleted before this instant, in UTC, with their secrets.</param>
/// <param name="IdempotentBefore">Idempotency entries that were made before this instant, in UTC.</param>
/// <param name="Limit">How many of each at most in one call.</param>
public sealed record ApiKeyPruning(DateTimeOffset DeletedBefore, DateTimeOffset IdempotentBefore, int Limit);
