namespace ApiKeys.Stores;

/// <summary>One unit of work on one key: everything in it is done, or nothing is.</summary>
/// <threadsafety>Immutable.</threadsafety>
public sealed record ApiKeyChange
{
    private ApiKeyChange(ApiKeyChangeKind kind, ApiKeyRecord? before, ApiKeyRecord? after)
    {
        Kind = kind;
        Before = before;
        Record = after;
    }

    /// <summary>What is done.</summary>
    public ApiKeyChangeKind Kind { get; }

    /// <summary>The id of the key.</summary>
    public string Id => (Record ?? Before)!.Id;

    /// <summary>The key as it was read; <see langword="null"/> where it is new.</summary>
    public ApiKeyRecord? Before { get; }

    /// <summary>The key as it will be; <see langword="null"/> where it is deleted.</summary>
    public ApiKeyRecord? Record { get; }

    /// <summary>The <see cref="ApiKeyRecord.Version"/> that the change was made from; another one in the store is a conflict. 0 for a new key.</summary>
    public long ExpectedVersion => Before?.Version ?? 0;

    /// <summary>What the audit trail says of the change.</summary>
    public AuditEntry? Audit { get; private init; }

    /// <summary>How many keys the new key's tenant may have with it; <see langword="null"/>: any number.</summary>
    public int? Cap { get; private init; }

    /// <summary>What keeps a repeated request from making a second key; <see langword="null"/>: nothing does.</summary>
    public IdempotencyEntry? Idempotency { get; private init; }

    /// <summary>Adds a key.</summary>
    /// <param name="record">The new key. Neither its id nor a lookup id may exist.</param>
    public static ApiKeyChange Add(ApiKeyRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return new ApiKeyChange(ApiKeyChangeKind.Add, null, record);
    }

    /// <summary>Puts a changed key in the place of the one it was made from.</summary>
    /// <param name="record">The changed key, still with the version that was read. The store adds one to it.</param>
    public static ApiKeyChange Update(ApiKeyRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return Update(record, record);
    }

    /// <summary>Puts a changed key in the place of the one it was made from.</summary>
    /// <param name="before">The key as it was read.</param>
    /// <param name="after">The key as it is to be. The store keeps it with the next version.</param>
    public static ApiKeyChange Update(ApiKeyRecord before, ApiKeyRecord after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return new ApiKeyChange(ApiKeyChangeKind.Update, before, after with { Version = before.Version + 1 });
    }

    /// <summary>Removes a key.</summary>
    /// <param name="record">The key as it was read.</param>
    public static ApiKeyChange Delete(ApiKeyRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return new ApiKeyChange(ApiKeyChangeKind.Delete, record, null);
    }

    /// <summary>The same change with an audit entry, written with it or not at all.</summary>
    /// <param name="audit">The entry; <see langword="null"/>: the change leaves no trace.</param>
    public ApiKeyChange WithAudit(AuditEntry? audit) => this with { Audit = audit };

    /// <summary>The same change, refused where the tenant has as many keys already.</summary>
    /// <param name="cap">How many keys the tenant may have with the new one; <see langword="null"/>: any number.</param>
    public ApiKeyChange WithCap(int? cap) => this with { Cap = cap };

    /// <summary>The same change, refused where one with the same idempotency key was made before.</summary>
    /// <param name="idempotency">What is written with the change.</param>
    public ApiKeyChange WithIdempotency(IdempotencyEntry? idempotency) => this with { Idempotency = idempotency };
}
