namespace ApiKeys.Stores;

/// <summary>One change of one key.</summary>
/// <param name="Position">Its place in the feed.</param>
/// <param name="KeyId">The key's own id.</param>
/// <param name="LookupIds">The lookup ids that the key had before or has since: what a cache knows it by.</param>
public sealed record ChangeFeedEntry(long Position, string KeyId, IReadOnlyList<string> LookupIds);
