using System.Collections.Concurrent;
using ApiKeys.Stores.EfCore.Entities;
using ApiKeys.Stores.EfCore.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace ApiKeys.Stores.EfCore.Contexts;

/// <summary>What is known of one model of the host's: its provider, its names, its compiled queries. A host may have several models.</summary>
internal sealed class StoreModel
{
    private readonly ConcurrentDictionary<string, string> _statements = new(StringComparer.Ordinal);
    private readonly IModel _model;
    private readonly ISqlGenerationHelper _sql;

    public StoreModel(DbContext context)
    {
        _model = context.Model;
        _sql = context.GetService<ISqlGenerationHelper>();
        IsPostgreSql = context.Database.ProviderName == Collations.PostgreSql;
        HasOneWriter = context.Database.ProviderName == Collations.Sqlite;
        if (_model.FindEntityType(typeof(ApiKeyEntity)) is null)
        {
            throw new ApiKeyStoreSchemaException(
                $"The model of {context.GetType().Name} has no tables for API keys. Call modelBuilder.UseApiKeys() in its OnModelCreating and add a migration.");
        }
    }

    /// <summary>Whether statements of PostgreSQL's own may be used.</summary>
    public bool IsPostgreSql { get; }

    /// <summary>Whether the database lets one connection write at a time and makes the others poll.</summary>
    public bool HasOneWriter { get; }

    /// <summary>The keys that have a secret with a lookup id, as the database compares.</summary>
    public Func<DbContext, string, IAsyncEnumerable<ApiKeyEntity>> ByLookupId { get; } = EF.CompileAsyncQuery((DbContext context, string lookupId) =>
        context.Set<ApiKeySecretEntity>().IgnoreQueryFilters().AsNoTracking().AsSingleQuery()
            .Where(secret => secret.LookupId == lookupId)
            .Join(context.Set<ApiKeyEntity>().IgnoreQueryFilters(), secret => secret.KeyId, key => key.Id, (_, key) => key)
            .Include(key => key.Secrets).AsQueryable());

    /// <summary>The keys with an id, as the database compares.</summary>
    public Func<DbContext, string, IAsyncEnumerable<ApiKeyEntity>> ById { get; } = EF.CompileAsyncQuery((DbContext context, string id) =>
        context.Set<ApiKeyEntity>().IgnoreQueryFilters().AsNoTracking().AsSingleQuery().Where(key => key.Id == id).Include(key => key.Secrets).AsQueryable());

    /// <summary>A statement that is made once for the model, with the names that the host gave to tables and columns.</summary>
    public string Statement(string name, Func<StoreModel, string> make) => _statements.GetOrAdd(name, static (_, source) => source.make(source.model), (make, model: this));

    public string Table<TEntity>()
    {
        var type = TypeOf<TEntity>();
        return _sql.DelimitIdentifier(type.GetTableName()!, type.GetSchema());
    }

    public string Column<TEntity>(string property)
    {
        var type = TypeOf<TEntity>();
        var table = StoreObjectIdentifier.Table(type.GetTableName()!, type.GetSchema());
        return _sql.DelimitIdentifier(type.FindProperty(property)!.GetColumnName(table)!);
    }

    private IEntityType TypeOf<TEntity>() => _model.FindEntityType(typeof(TEntity))!;
}
