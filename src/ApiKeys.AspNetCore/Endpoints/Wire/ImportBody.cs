using ApiKeys.Hashing;
using ApiKeys.Management;

namespace ApiKeys.AspNetCore.Endpoints.Wire;

/// <summary>One key of an import.</summary>
internal static class ImportBody
{
    public static ApiKeyImportRow Read(BodyReader row, bool ignoresUnknown)
    {
        var limits = LimitFields.Read(row);
        var scopes = KeyFields.Scopes(row);
        var request = new ApiKeyImportRow
        {
            ForeignId = row.OptionalText("foreign_id"),
            Name = row.RequiredText("name"),
            TenantId = row.OptionalText("tenant_id"),
            Environment = row.OptionalText("environment"),
            Scopes = scopes.IsNamed ? scopes.Value : null,
            RateLimits = limits.IsNamed ? limits.Value : null,
            AllowedIps = KeyFields.AllowedIps(row).Value,
            CustomerIds = KeyFields.CustomerIds(row).Value,
            CreatedAt = row.OptionalInstant("created_at"),
            CreatedBy = row.OptionalText("created_by"),
            ExpiresAt = row.OptionalInstant("expires_at"),
            RevokedAt = row.OptionalInstant("revoked_at"),
            RevokedReason = row.OptionalText("revoked_reason"),
            DisabledAt = row.OptionalInstant("disabled_at"),
            LastUsedAt = row.OptionalInstant("last_used_at"),
            UsageCount = row.OptionalInteger("usage_count", 0, long.MaxValue) ?? 0,
            Hash = row.RequiredText("hash"),
            HashFormat = Format(row),
            LookupPart = row.OptionalText("lookup_part"),
            LookupHash = row.OptionalText("lookup_hash"),
            Prefix = row.OptionalText("key_prefix"),
            Last4 = row.OptionalText("key_last_4"),
        };
        row.RefuseUnknown(ignoresUnknown);
        return request;
    }

    private static ApiKeyHashFormat Format(BodyReader row)
    {
        const string Name = "hash_format";
        switch (row.RequiredText(Name))
        {
            case "self_describing":
                return ApiKeyHashFormat.SelfDescribing;
            case "sha256":
                return ApiKeyHashFormat.Sha256;
            case "sha512":
                return ApiKeyHashFormat.Sha512;
            case "aspnet_identity":
                return ApiKeyHashFormat.AspNetIdentity;
            case "":
                return default;
            default:
                row.Refuse(Name, "It is self_describing, sha256, sha512 or aspnet_identity.");
                return default;
        }
    }
}
