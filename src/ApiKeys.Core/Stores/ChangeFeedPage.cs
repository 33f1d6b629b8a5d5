namespace ApiKeys.Stores;

/// <summary>Some changes of the feed.</summary>
/// <param name="Entries">The changes, oldest first.</param>
/// <param name="HasGap">Whether changes behind the asked-for position are no longer kept: everything that is remembered has to go.</param>
/// <param name="Position">The position to go on from.</param>
public sealed record ChangeFeedPage(IReadOnlyList<ChangeFeedEntry> Entries, bool HasGap, long Position);
