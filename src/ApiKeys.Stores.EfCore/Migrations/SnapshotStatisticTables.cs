using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ApiKeys.Stores.EfCore.Migrations;

/// <summary>A part of <see cref="ApiKeysDbContextModelSnapshot"/>.</summary>
internal static class SnapshotStatisticTables
{
    private const string Entities = "ApiKeys.Stores.EfCore.Entities.";

    public static void Build(ModelBuilder model)
    {
        model.Entity(Entities + "ApiKeyUsageEntity", Usage);
        model.Entity(Entities + "ApiKeyUsageHourEntity", UsageHours);
        model.Entity(Entities + "ApiKeyUsageBatchEntity", UsageBatches);
        model.Entity(Entities + "ApiKeyRateEntity", Rates);
        model.Entity(Entities + "ApiKeyReplayEntity", Replays);
    }

    private static void Usage(EntityTypeBuilder table)
    {
        table.Property<string>("KeyId").IsRequired().HasMaxLength(128).HasColumnType("character varying(128)").HasColumnName("key_id").UseCollation("C");
        table.Property<string>("LookupId").IsRequired().HasMaxLength(256).HasColumnType("character varying(256)").HasColumnName("lookup_id").UseCollation("C");
        table.Property<long>("Count").HasColumnType("bigint").HasColumnName("count");
        table.Property<string>("LastAddress").HasMaxLength(64).HasColumnType("character varying(64)").HasColumnName("last_address").UseCollation("C");
        table.Property<DateTime>("LastUsedAt").HasColumnType("timestamp with time zone").HasColumnName("last_used_at");
        table.HasKey("KeyId", "LookupId");
        table.ToTable("api_key_usage");
        table.HasAnnotation("Npgsql:StorageParameter:fillfactor", 50);
    }

    private static void UsageHours(EntityTypeBuilder table)
    {
        table.Property<string>("KeyId").IsRequired().HasMaxLength(128).HasColumnType("character varying(128)").HasColumnName("key_id").UseCollation("C");
        table.Property<DateTime>("HourAt").HasColumnType("timestamp with time zone").HasColumnName("hour_at");
        table.Property<long>("Count").HasColumnType("bigint").HasColumnName("count");
        table.HasKey("KeyId", "HourAt");
        table.HasIndex("HourAt");
        table.ToTable("api_key_usage_hours");
        table.HasAnnotation("Npgsql:StorageParameter:fillfactor", 50);
    }

    private static void UsageBatches(EntityTypeBuilder table)
    {
        table.Property<Guid>("Id").HasColumnType("uuid").HasColumnName("id");
        table.Property<DateTime>("At").HasColumnType("timestamp with time zone").HasColumnName("at");
        table.HasKey("Id");
        table.HasIndex("At");
        table.ToTable("api_key_usage_batches");
    }

    private static void Rates(EntityTypeBuilder table)
    {
        table.Property<string>("KeyId").IsRequired().HasMaxLength(128).HasColumnType("character varying(128)").HasColumnName("key_id").UseCollation("C");
        table.Property<long>("NewestTicks").HasColumnType("bigint").HasColumnName("newest_ticks");
        table.Property<long>("Takes").HasColumnType("bigint").HasColumnName("takes");
        table.Property<string>("Windows").IsRequired().HasMaxLength(4000).HasColumnType("character varying(4000)").HasColumnName("windows").UseCollation("C");
        table.HasKey("KeyId");
        table.ToTable("api_key_rates");
        table.HasAnnotation("Npgsql:StorageParameter:fillfactor", 50);
    }

    private static void Replays(EntityTypeBuilder table)
    {
        table.Property<string>("Id").IsRequired().HasMaxLength(64).HasColumnType("character varying(64)").HasColumnName("id").UseCollation("C");
        table.Property<DateTime>("ExpiresAt").HasColumnType("timestamp with time zone").HasColumnName("expires_at");
        table.HasKey("Id");
        table.HasIndex("ExpiresAt");
        table.ToTable("api_key_replays");
    }
}
