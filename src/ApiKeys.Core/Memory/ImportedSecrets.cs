using ApiKeys.Stores;

namespace ApiKeys.Memory;

/// <summary>The imported secrets among the keys of a store in memory. Revoked and deleted keys are left out.</summary>
internal static class ImportedSecrets
{
    public static IReadOnlyList<string> WithPrefix(IEnumerable<ApiKeyRecord> records, string prefix, int limit) =>
    [
        .. Living(records).SelectMany(record => record.Secrets).Select(secret => secret.LookupId)
            .Where(id => id.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Take(limit),
    ];

    public static async ValueTask<IReadOnlyList<ImportedSecretCount>> CountAsync(
        IEnumerable<ApiKeyRecord> records,
        IApiKeyUsageStore usage,
        string? tenantId,
        bool hasNoTenant,
        CancellationToken cancellationToken)
    {
        var imported = Living(records)
            .Where(record => (tenantId is null || record.TenantId == tenantId) && (!hasNoTenant || record.TenantId is null))
            .SelectMany(record => record.Secrets.Where(secret => secret.ImportedFormat is not null).Select(secret => (Record: record, Secret: secret)))
            .ToList();
        var used = await usage.GetAsync([.. imported.Select(pair => pair.Record.Id).Distinct()], cancellationToken).ConfigureAwait(false);
        var last = used.ToLookup(entry => (entry.KeyId, entry.LookupId), entry => (DateTimeOffset?)entry.LastUsedAt);
        return
        [
            .. imported.GroupBy(pair => (Format: pair.Secret.ImportedFormat!, pair.Record.TenantId)).Select(group => new ImportedSecretCount(
                group.Key.Format,
                group.Key.TenantId,
                group.Count(),
                group.SelectMany(pair => last[(pair.Record.Id, pair.Secret.LookupId)]).Max())),
        ];
    }

    private static IEnumerable<ApiKeyRecord> Living(IEnumerable<ApiKeyRecord> records) => records.Where(record => record is { RevokedAt: null, DeletedAt: null });
}
