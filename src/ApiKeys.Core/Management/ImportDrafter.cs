using ApiKeys.Format;
using ApiKeys.Hashing;

namespace ApiKeys.Management;

/// <summary>Reads rows of an import. Everything that is wrong with one is said at once, and nothing of a hash is repeated.</summary>
internal sealed class ImportDrafter(RecordRules rules, ImportRules importRules, ForeignHashReader hashes, ImportPlacer placer, HasherRegistry hashers, ApiKeyPolicyOptions policy)
{
    private const string Weak = "What its hint shows leaves fewer than 128 bits of the text hidden, and its hash is fast: whoever reads the table may find the text by trying. Replace the key soon.";

    public ImportDraft Read(ApiKeyImportRow row, ApiKeyActor actor, DateTimeOffset now)
    {
        var errors = new List<ApiKeyError>();
        var hash = hashes.Read(row.Hash, row.HashFormat, out var complaint);
        if (complaint is not null)
        {
            errors.Add(new ApiKeyError(ApiKeyErrorCode.Invalid, nameof(row.Hash), complaint));
        }

        var record = Draft(row, actor, hash, now);
        errors.AddRange(rules.Run(record));
        var shapes = importRules.Run(row, record, actor, now, errors);
        var place = placer.Place(row, record.Id, hash, errors);
        var hint = new DisplayHint(row.Prefix ?? importRules.BeginningOf(row.LookupPart) ?? "", row.Last4 ?? "");
        var isWeak = hash is not null && !hashers.IsSlow(hash.Stored) && shapes.Any(shape => KeyStrength.HiddenBits(shape, hint) < KeyStrength.FewestHiddenBits);
        return new ImportDraft(record, hash, place, hint, errors, isWeak ? [Weak] : []);
    }

    private ApiKeyRecord Draft(ApiKeyImportRow row, ApiKeyActor actor, ForeignHash? hash, DateTimeOffset now)
    {
        var tenant = actor.IsOfOneTenant ? actor.TenantId : row.TenantId;
        return new ApiKeyRecord
        {
            Id = ImportId.Of(row.ForeignId, tenant, hash?.Stored ?? ""),
            TenantId = tenant,
            Name = row.Name,
            Environment = row.Environment,
            Scopes = row.Scopes ?? ScopeSet.None,
            RateLimits = [.. row.RateLimits ?? [.. policy.DefaultRateLimits]],
            AllowedIps = row.AllowedIps,
            CustomerIds = row.CustomerIds?.ToArray(),
            Secrets = [],
            CreatedAt = (row.CreatedAt ?? row.LastUsedAt ?? now).ToUniversalTime(),
            CreatedBy = row.CreatedBy,
            ExpiresAt = row.ExpiresAt?.ToUniversalTime(),
            DisabledAt = row.DisabledAt?.ToUniversalTime(),
            RevokedAt = row.RevokedAt?.ToUniversalTime(),
            RevokedReason = string.IsNullOrEmpty(row.RevokedReason) ? null : row.RevokedReason,
        };
    }
}
