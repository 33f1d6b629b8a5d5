using ApiKeys.Stores.EfCore.Entities;

namespace ApiKeys.Stores.EfCore.Mapping;

/// <summary>Keys as rows and back.</summary>
internal static class RecordMapper
{
    public static ApiKeyEntity ToEntity(ApiKeyRecord record) => new()
    {
        Id = record.Id,
        TenantId = record.TenantId,
        Name = record.Name,
        NameSearch = Fold(record.Name),
        Environment = record.Environment,
        Mode = (int)record.Mode,
        IsUnrestricted = record.Scopes.IsUnrestricted,
        Scopes = TextLines.Write(record.Scopes),
        RateLimits = StoreJson.Write<IReadOnlyList<StoredLimit>>([.. record.RateLimits.Select(StoredLimit.Of)]),
        AllowedIps = record.AllowedIps is { } addresses ? TextLines.Write(addresses.Entries) : null,
        CustomerIds = record.CustomerIds is { } customers ? TextLines.Write(customers) : null,
        Metadata = StoreJson.Write(record.Metadata),
        CreatedAt = record.CreatedAt,
        CreatedBy = record.CreatedBy,
        NotBeforeAt = record.NotBeforeAt,
        ExpiresAt = record.ExpiresAt,
        DisabledAt = record.DisabledAt,
        RevokedAt = record.RevokedAt,
        RevokedBy = record.RevokedBy,
        RevokedReason = record.RevokedReason,
        DeletedAt = record.DeletedAt,
        Version = record.Version,
    };

    public static ApiKeySecretEntity ToEntity(ApiKeyRecord record, SecretVersion secret, int position) => new()
    {
        LookupId = secret.LookupId,
        KeyId = record.Id,
        Position = position,
        Hash = secret.Hash,
        HintPrefix = secret.Hint.Prefix ?? "",
        HintLast = secret.Hint.Last ?? "",
        CreatedAt = secret.CreatedAt,
        NotBeforeAt = secret.NotBeforeAt,
        ExpiresAt = secret.ExpiresAt,
        ImportedFormat = secret.ImportedFormat,
    };

    public static ApiKeyRecord ToRecord(ApiKeyEntity key) => new()
    {
        Id = key.Id,
        TenantId = key.TenantId,
        Name = key.Name,
        Environment = key.Environment,
        Mode = (ApiKeyMode)key.Mode,
        Scopes = key.IsUnrestricted ? ScopeSet.Unrestricted : ScopeSet.Of(TextLines.Read(key.Scopes)),
        RateLimits = [.. StoreJson.Read<IReadOnlyList<StoredLimit>>(key.RateLimits).Select(limit => limit.ToLimit())],
        AllowedIps = key.AllowedIps is { } addresses ? IpAllowList.Of(TextLines.Read(addresses)) : null,
        CustomerIds = key.CustomerIds is { } customers ? TextLines.Read(customers) : null,
        Metadata = StoreJson.Read<IReadOnlyDictionary<string, string>>(key.Metadata),
        CreatedAt = key.CreatedAt,
        CreatedBy = key.CreatedBy,
        NotBeforeAt = key.NotBeforeAt,
        ExpiresAt = key.ExpiresAt,
        DisabledAt = key.DisabledAt,
        RevokedAt = key.RevokedAt,
        RevokedBy = key.RevokedBy,
        RevokedReason = key.RevokedReason,
        DeletedAt = key.DeletedAt,
        Version = key.Version,
        Secrets = [.. key.Secrets.OrderBy(secret => secret.Position).Select(ToSecret)],
    };

    /// <summary>A text as searches compare it: upper case, letter by letter, as <see cref="StringComparison.OrdinalIgnoreCase"/> does.</summary>
    public static string Fold(string text) => text.ToUpperInvariant();

    private static SecretVersion ToSecret(ApiKeySecretEntity secret) => new()
    {
        LookupId = secret.LookupId,
        Hash = secret.Hash,
        Hint = new DisplayHint(secret.HintPrefix, secret.HintLast),
        CreatedAt = secret.CreatedAt,
        NotBeforeAt = secret.NotBeforeAt,
        ExpiresAt = secret.ExpiresAt,
        ImportedFormat = secret.ImportedFormat,
    };
}
