namespace ApiKeys.Stores;

/// <summary>A place in a list of keys or requests, which goes from the newest to the oldest and by id within one instant. It stays where it is when others are added or removed.</summary>
/// <param name="CreatedAt">When the key at this place was issued, or the request came in, in UTC.</param>
/// <param name="Id">Its id.</param>
public sealed record ApiKeyPosition(DateTimeOffset CreatedAt, string Id)
{
    /// <summary>The order of the list: the place that comes first is the lesser.</summary>
    public static IComparer<ApiKeyPosition> Order { get; } = Comparer<ApiKeyPosition>.Create((one, other) =>
    {
        var byTime = other.CreatedAt.CompareTo(one.CreatedAt);
        return byTime != 0 ? byTime : string.CompareOrdinal(other.Id, one.Id);
    });

    /// <summary>Where a key stands.</summary>
    /// <param name="record">The key.</param>
    public static ApiKeyPosition Of(ApiKeyRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return new ApiKeyPosition(record.CreatedAt, record.Id);
    }

    /// <summary>Where a row of the request log stands.</summary>
    /// <param name="entry">The row.</param>
    public static ApiKeyPosition Of(ApiKeyRequestEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return new ApiKeyPosition(entry.At, entry.Id);
    }

    /// <summary>Whether this place comes behind another.</summary>
    /// <param name="other">The other place; <see langword="null"/>: the beginning of the list.</param>
    public bool IsBehind(ApiKeyPosition? other) => other is null || Order.Compare(this, other) > 0;
}
