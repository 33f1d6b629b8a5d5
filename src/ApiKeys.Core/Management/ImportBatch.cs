using ApiKeys.Stores;

namespace ApiKeys.Management;

/// <summary>What the rows of one import have taken so far, which a dry run does not find in the store.</summary>
internal sealed class ImportBatch(bool isDryRun, ApiKeyActor actor, DateTimeOffset now)
{
    private readonly HashSet<string> _lookupIds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _ids = new(StringComparer.Ordinal);

    public bool IsDryRun => isDryRun;

    public ApiKeyActor Actor => actor;

    public DateTimeOffset Now => now;

    /// <summary>What the imported keys were used for before, and the rows that told it.</summary>
    public List<(int Row, SecretUsage Use)> Usage { get; } = [];

    public bool HasLookupId(string lookupId) => _lookupIds.Contains(lookupId);

    /// <summary>Whether a key with this id was imported, and for which tenant.</summary>
    public bool TryGetTenant(string id, out string? tenantId) => _ids.TryGetValue(id, out tenantId);

    public void Add(int index, ApiKeyImportRow row, ApiKeyRecord record)
    {
        var lookupId = record.Secrets[0].LookupId;
        _ids.Add(record.Id, record.TenantId);
        _lookupIds.Add(lookupId);
        if (row.LastUsedAt is { } used)
        {
            Usage.Add((index, new SecretUsage(record.Id, lookupId, row.UsageCount, used.ToUniversalTime(), null)));
        }
    }
}
