namespace ApiKeys.Stores;

/// <summary>Remembers that a request was carried out, so that its repetition makes no second key.</summary>
/// <param name="Key">Names the request: a digest of the caller and of what it calls the request. At most 64 characters, and nothing secret.</param>
/// <param name="Fingerprint">A digest of what was asked: the same request asks the same. At most 64 characters.</param>
/// <param name="KeyId">The id of the key that was made.</param>
/// <param name="CreatedAt">When, in UTC.</param>
public sealed record IdempotencyEntry(string Key, string Fingerprint, string KeyId, DateTimeOffset CreatedAt);
