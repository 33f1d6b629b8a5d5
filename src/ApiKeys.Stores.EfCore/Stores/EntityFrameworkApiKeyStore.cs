using ApiKeys.Stores.EfCore.Contexts;

namespace ApiKeys.Stores.EfCore.Stores;

/// <summary>Keys, their audit trail and their change feed on the host's own context.</summary>
internal sealed class EntityFrameworkApiKeyStore(StoreSession session, TimeProvider time) : IApiKeyStore, IApiKeyAuditStore, IApiKeyChangeFeed, IApiKeyImportStore
{
    private readonly KeyReader _reader = new(session);
    private readonly KeyWriter _writer = new(session, time);
    private readonly KeyPruner _pruner = new(session);
    private readonly AuditReader _audit = new(session);
    private readonly ChangeFeed _feed = new(session);
    private readonly ImportReader _imports = new(session);

    public ValueTask<ApiKeyRecord?> FindByLookupIdAsync(string lookupId, CancellationToken cancellationToken) => _reader.FindByLookupIdAsync(lookupId, cancellationToken);

    public ValueTask<ApiKeyRecord?> FindByIdAsync(string id, CancellationToken cancellationToken) => _reader.FindByIdAsync(id, cancellationToken);

    public ValueTask<IReadOnlyList<ApiKeyRecord>> ListAsync(ApiKeyQuery query, CancellationToken cancellationToken) => _reader.ListAsync(query, cancellationToken);

    public ValueTask<long> CountAsync(ApiKeyQuery query, CancellationToken cancellationToken) => _reader.CountAsync(query, cancellationToken);

    public ValueTask<IReadOnlyList<AuditEntry>> ListAsync(AuditQuery query, CancellationToken cancellationToken) => _audit.ListAsync(query, cancellationToken);

    public ValueTask<ApiKeyChangeOutcome> ApplyAsync(ApiKeyChange change, CancellationToken cancellationToken) => _writer.ApplyAsync(change, cancellationToken);

    public ValueTask<IdempotencyEntry?> FindIdempotentAsync(string key, CancellationToken cancellationToken) => _reader.FindIdempotentAsync(key, cancellationToken);

    public ValueTask<IReadOnlyList<string>> PruneAsync(ApiKeyPruning pruning, CancellationToken cancellationToken) => _pruner.PruneAsync(pruning, cancellationToken);

    public ValueTask<IReadOnlyList<string>> ListLookupIdsAsync(string prefix, int limit, CancellationToken cancellationToken) => _imports.ListLookupIdsAsync(prefix, limit, cancellationToken);

    public ValueTask<IReadOnlyList<ImportedSecretCount>> CountImportedAsync(string? tenantId, bool hasNoTenant, CancellationToken cancellationToken) =>
        _imports.CountImportedAsync(tenantId, hasNoTenant, cancellationToken);

    public ValueTask<ChangeFeedPage> ReadAsync(long after, int limit, CancellationToken cancellationToken) => _feed.ReadAsync(after, limit, cancellationToken);

    public ValueTask<long> GetPositionAsync(CancellationToken cancellationToken) => _feed.GetPositionAsync(cancellationToken);

    public ValueTask PruneFeedAsync(DateTimeOffset before, CancellationToken cancellationToken) => _feed.PruneAsync(before, cancellationToken);
}
