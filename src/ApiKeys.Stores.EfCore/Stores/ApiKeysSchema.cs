using System.Data.Common;
using ApiKeys.Stores.EfCore.Contexts;
using ApiKeys.Stores.EfCore.Entities;
using ApiKeys.Stores.EfCore.Mapping;
using Microsoft.EntityFrameworkCore;

namespace ApiKeys.Stores.EfCore.Stores;

/// <summary>Looks whether the database has the tables that this version of the library works with: an older or a newer schema must not be half understood.</summary>
internal sealed class ApiKeysSchema(StoreSession session) : IApiKeyStoreStartup
{
    public async ValueTask CheckAsync(CancellationToken cancellationToken)
    {
        var found = await session.ReadAsync((context, _, token) => ReadAsync(context, token), cancellationToken).ConfigureAwait(false);
        if (found?.Version != SchemaVersion.Number)
        {
            throw new ApiKeyStoreSchemaException(
                $"The database has {Describe(found)}, and this version of ApiKeys.Stores.EfCore needs schema {SchemaVersion.Number} ({SchemaVersion.Name}). "
                + (found?.Version > SchemaVersion.Number ? "Update the package." : "Apply the migrations; a host with a context of its own adds one first."));
        }
    }

    private static async Task<ApiKeySchemaEntity?> ReadAsync(DbContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await context.Set<ApiKeySchemaEntity>().IgnoreQueryFilters().AsNoTracking().SingleOrDefaultAsync(schema => schema.Id == FeedTables.OnlyRow, cancellationToken).ConfigureAwait(false);
        }
        catch (DbException)
        {
            // A database that answers has no such table; one that does not answer is for the caller to judge.
            if (await context.Database.CanConnectAsync(cancellationToken).ConfigureAwait(false))
            {
                return null;
            }

            throw;
        }
    }

    private static string Describe(ApiKeySchemaEntity? found) => found is null ? "no schema of API keys" : $"schema {found.Version} ({found.Name})";
}
