using System.Diagnostics.CodeAnalysis;
using System.Text;
using ApiKeys.Stores.EfCore.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace ApiKeys.Stores.EfCore.Mapping;

/// <summary>Gives the entities their tables, columns, collations and first rows.</summary>
internal static class ApiKeysModel
{
    public static void Apply(ModelBuilder builder, ApiKeysModelOptions options)
    {
        KeyTables.Map(builder);
        StatisticTables.Map(builder);
        FeedTables.Map(builder);
        LogTables.Map(builder);
        var collation = options.Collation ?? Collations.Of(options.ProviderName ?? Collations.Recognise(builder.Model));
        foreach (var type in builder.Model.GetEntityTypes().Where(type => type.ClrType.Namespace == typeof(ApiKeyEntity).Namespace).ToList())
        {
            if (options.Schema is { } schema)
            {
                type.SetSchema(schema);
            }

            foreach (var property in type.GetProperties())
            {
                Complete(property, collation);
            }
        }
    }

    // Instants are UTC DateTimes in the database: SQLite neither orders nor compares DateTimeOffset.
    private static void Complete(IMutableProperty property, string? collation)
    {
        property.SetColumnName(SnakeCase(property.Name));
        if (property.ClrType == typeof(DateTimeOffset) || property.ClrType == typeof(DateTimeOffset?))
        {
            property.SetValueConverter(typeof(UtcInstantConverter));
        }

        if (property.ClrType == typeof(string))
        {
            property.SetCollation(collation);
        }
    }

    [SuppressMessage("Globalization", "CA1308", Justification = "Names of columns are lower case.")]
    private static string SnakeCase(string name)
    {
        var text = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0)
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}
