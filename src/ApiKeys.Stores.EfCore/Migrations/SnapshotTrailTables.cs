using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ApiKeys.Stores.EfCore.Migrations;

/// <summary>A part of <see cref="ApiKeysDbContextModelSnapshot"/>.</summary>
internal static class SnapshotTrailTables
{
    private const string Entities = "ApiKeys.Stores.EfCore.Entities.";

    public static void Build(ModelBuilder model)
    {
        model.Entity(Entities + "ApiKeyAuditEntity", Audit);
        model.Entity(Entities + "ApiKeyIdempotencyEntity", Idempotency);
        model.Entity(Entities + "ApiKeyFeedEntity", Feed);
        model.Entity(Entities + "ApiKeyFeedCounterEntity", Counter);
        model.Entity(Entities + "ApiKeySchemaEntity", Schema);
    }

    private static void Audit(EntityTypeBuilder table)
    {
        table.Property<string>("Id").IsRequired().HasMaxLength(128).HasColumnType("character varying(128)").HasColumnName("id").UseCollation("C");
        table.Property<string>("Action").IsRequired().HasMaxLength(100).HasColumnType("character varying(100)").HasColumnName("action").UseCollation("C");
        table.Property<string>("Actor").HasMaxLength(256).HasColumnType("character varying(256)").HasColumnName("actor").UseCollation("C");
        table.Property<string>("Address").HasMaxLength(64).HasColumnType("character varying(64)").HasColumnName("address").UseCollation("C");
        table.Property<DateTime>("At").HasColumnType("timestamp with time zone").HasColumnName("at");
        table.Property<string>("Changes").IsRequired().HasMaxLength(8000000).HasColumnType("character varying(8000000)").HasColumnName("changes").UseCollation("C");
        table.Property<string>("KeyId").IsRequired().HasMaxLength(128).HasColumnType("character varying(128)").HasColumnName("key_id").UseCollation("C");
        table.Property<string>("KeyName").IsRequired().HasMaxLength(200).HasColumnType("character varying(200)").HasColumnName("key_name").UseCollation("C");
        table.Property<string>("KeyNameSearch").IsRequired().HasMaxLength(200).HasColumnType("character varying(200)").HasColumnName("key_name_search").UseCollation("C");
        table.Property<string>("TenantId").HasMaxLength(256).HasColumnType("character varying(256)").HasColumnName("tenant_id").UseCollation("C");
        table.HasKey("Id");
        table.HasIndex("KeyId", "Id");
        table.HasIndex("TenantId", "Id");
        table.ToTable("api_key_audit");
    }

    private static void Idempotency(EntityTypeBuilder table)
    {
        table.Property<string>("Id").IsRequired().HasMaxLength(64).HasColumnType("character varying(64)").HasColumnName("id").UseCollation("C");
        table.Property<DateTime>("CreatedAt").HasColumnType("timestamp with time zone").HasColumnName("created_at");
        table.Property<string>("Fingerprint").IsRequired().HasMaxLength(64).HasColumnType("character varying(64)").HasColumnName("fingerprint").UseCollation("C");
        table.Property<string>("KeyId").IsRequired().HasMaxLength(128).HasColumnType("character varying(128)").HasColumnName("key_id").UseCollation("C");
        table.HasKey("Id");
        table.HasIndex("CreatedAt");
        table.ToTable("api_key_idempotency");
    }

    private static void Feed(EntityTypeBuilder table)
    {
        table.Property<long>("Position").HasColumnType("bigint").HasColumnName("position");
        table.Property<DateTime>("At").HasColumnType("timestamp with time zone").HasColumnName("at");
        table.Property<Guid>("ChangeId").HasColumnType("uuid").HasColumnName("change_id");
        table.Property<string>("KeyId").IsRequired().HasMaxLength(128).HasColumnType("character varying(128)").HasColumnName("key_id").UseCollation("C");
        table.Property<string>("LookupIds").IsRequired().HasMaxLength(8000).HasColumnType("character varying(8000)").HasColumnName("lookup_ids").UseCollation("C");
        table.HasKey("Position");
        table.HasIndex("ChangeId");
        table.ToTable("api_key_feed");
    }

    private static void Counter(EntityTypeBuilder table)
    {
        table.Property<int>("Id").HasColumnType("integer").HasColumnName("id");
        table.Property<long>("Position").HasColumnType("bigint").HasColumnName("position");
        table.Property<long>("PrunedPosition").HasColumnType("bigint").HasColumnName("pruned_position");
        table.HasKey("Id");
        table.ToTable("api_key_feed_counter");
        table.HasData(new { Id = 1, Position = 0L, PrunedPosition = 0L });
    }

    private static void Schema(EntityTypeBuilder table)
    {
        table.Property<int>("Id").HasColumnType("integer").HasColumnName("id");
        table.Property<string>("Name").IsRequired().HasMaxLength(150).HasColumnType("character varying(150)").HasColumnName("name").UseCollation("C");
        table.Property<int>("Version").HasColumnType("integer").HasColumnName("version");
        table.HasKey("Id");
        table.ToTable("api_key_schema");
        table.HasData(new { Id = 1, Name = "20261205000000_RequestLog", Version = 3 });
    }
}
