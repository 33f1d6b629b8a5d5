namespace ApiKeys.Stores;

/// <summary>One unit of work on one key: everything in it is done, or nothing is.</summary>
/// <threadsafety>Immutable.</threadsafety>
public sealed class ApiKeyChange
{
    private ApiKeyChange(ApiKeyChangeKind kind, string id, ApiKeyRecord? record, long expectedVersion)
    {
        Kind = kind;
        Id = id;
        Record = record;
        ExpectedVersion = expectedVersion;
    }

    /// <summary>What is done.</summary>
    public ApiKeyChangeKind Kind { get; }

    /// <summary>The id of the key.</summary>
    public string Id { get; }

    /// <summary>The key as it will be; <see langword="null"/> where it is deleted.</summary>
    public ApiKeyRecord? Record { get; }

    /// <summary>The <see cref="ApiKeyRecord.Version"/> that the change was made from; another one in the store is a conflict. 0 for a new key.</summary>
    public long ExpectedVersion { get; }

    /// <summary>Adds a key.</summary>
    /// <param name="record">The new key. Neither its id nor a lookup id may exist.</param>
    public static ApiKeyChange Add(ApiKeyRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return new ApiKeyChange(ApiKeyChangeKind.Add, record.Id, record, 0);
    }

    /// <summary>Puts a changed key in the place of the one it was made from.</summary>
    /// <param name="record">The changed key, still with the version that was read. The store adds one to it.</param>
    public static ApiKeyChange Update(ApiKeyRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return new ApiKeyChange(ApiKeyChangeKind.Update, record.Id, record with { Version = record.Version + 1 }, record.Version);
    }

    /// <summary>Removes a key.</summary>
    /// <param name="record">The key as it was read.</param>
    public static ApiKeyChange Delete(ApiKeyRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return new ApiKeyChange(ApiKeyChangeKind.Delete, record.Id, null, record.Version);
    }
}
