using ApiKeys.Stores.EfCore.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ApiKeys.Stores.EfCore.Mapping;

/// <summary>The tables of the change feed, and the row that names the schema. Their first rows come with the schema.</summary>
internal static class FeedTables
{
    /// <summary>The id of the only row of a table.</summary>
    public const int OnlyRow = 1;

    public static void Map(ModelBuilder builder)
    {
        builder.Entity<ApiKeyFeedEntity>(Feed);
        builder.Entity<ApiKeyFeedCounterEntity>(Counter);
        builder.Entity<ApiKeySchemaEntity>(Schema);
    }

    private static void Feed(EntityTypeBuilder<ApiKeyFeedEntity> table)
    {
        table.ToTable("api_key_feed");
        table.HasKey(entry => entry.Position);
        table.Property(entry => entry.Position).ValueGeneratedNever();
        table.Property(entry => entry.KeyId).HasMaxLength(Lengths.Id);
        table.Property(entry => entry.LookupIds).HasMaxLength(Lengths.LookupIds);
        table.HasIndex(entry => entry.ChangeId);
    }

    private static void Counter(EntityTypeBuilder<ApiKeyFeedCounterEntity> table)
    {
        table.ToTable("api_key_feed_counter");
        table.HasKey(counter => counter.Id);
        table.Property(counter => counter.Id).ValueGeneratedNever();
        table.HasData(new ApiKeyFeedCounterEntity { Id = OnlyRow });
    }

    private static void Schema(EntityTypeBuilder<ApiKeySchemaEntity> table)
    {
        table.ToTable("api_key_schema");
        table.HasKey(schema => schema.Id);
        table.Property(schema => schema.Id).ValueGeneratedNever();
        table.Property(schema => schema.Name).HasMaxLength(Lengths.Label);
        table.HasData(new ApiKeySchemaEntity { Id = OnlyRow, Version = SchemaVersion.Number, Name = SchemaVersion.Name });
    }
}
