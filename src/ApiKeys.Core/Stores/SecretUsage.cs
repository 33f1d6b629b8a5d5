using System.Net;

namespace ApiKeys.Stores;

/// <summary>How often and when one secret of a key was used.</summary>
/// <param name="KeyId">The key's own id.</param>
/// <param name="LookupId">The secret's lookup id.</param>
/// <param name="Count">How many requests were admitted.</param>
/// <param name="LastUsedAt">When the last of them was, in UTC. It never goes back.</param>
/// <param name="LastAddress">Where the last of them came from; <see langword="null"/> where it had no address.</param>
public sealed record SecretUsage(string KeyId, string LookupId, long Count, DateTimeOffset LastUsedAt, IPAddress? LastAddress);
