using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ApiKeys.Stores.EfCore.Migrations;

/// <summary>A part of <see cref="ApiKeysDbContextModelSnapshot"/>.</summary>
internal static class SnapshotLogTables
{
    private const string Entities = "ApiKeys.Stores.EfCore.Entities.";

    public static void Build(ModelBuilder model)
    {
        model.Entity(Entities + "ApiKeyRequestEntity", Requests);
        model.Entity(Entities + "ApiKeyDenyListEntity", DenyLists);
    }

    private static void Requests(EntityTypeBuilder table)
    {
        table.Property<string>("Id").IsRequired().HasMaxLength(128).HasColumnType("character varying(128)").HasColumnName("id").UseCollation("C");
        table.Property<string>("Actor").HasMaxLength(256).HasColumnType("character varying(256)").HasColumnName("actor").UseCollation("C");
        table.Property<string>("Address").HasMaxLength(64).HasColumnType("character varying(64)").HasColumnName("address").UseCollation("C");
        table.Property<DateTime>("At").HasColumnType("timestamp with time zone").HasColumnName("at");
        table.Property<long>("Count").HasColumnType("bigint").HasColumnName("count");
        table.Property<long?>("DurationMicroseconds").HasColumnType("bigint").HasColumnName("duration_microseconds");
        table.Property<string>("KeyId").HasMaxLength(128).HasColumnType("character varying(128)").HasColumnName("key_id").UseCollation("C");
        table.Property<string>("KeyName").HasMaxLength(200).HasColumnType("character varying(200)").HasColumnName("key_name").UseCollation("C");
        table.Property<int>("Kind").HasColumnType("integer").HasColumnName("kind");
        table.Property<DateTime>("LastAt").HasColumnType("timestamp with time zone").HasColumnName("last_at");
        table.Property<string>("Method").HasMaxLength(32).HasColumnType("character varying(32)").HasColumnName("method").UseCollation("C");
        table.Property<int?>("Reason").HasColumnType("integer").HasColumnName("reason");
        table.Property<string>("RequestId").HasMaxLength(128).HasColumnType("character varying(128)").HasColumnName("request_id").UseCollation("C");
        table.Property<string>("Route").HasMaxLength(512).HasColumnType("character varying(512)").HasColumnName("route").UseCollation("C");
        table.Property<int?>("Status").HasColumnType("integer").HasColumnName("status");
        table.Property<string>("TenantId").IsRequired().HasMaxLength(256).HasColumnType("character varying(256)").HasColumnName("tenant_id").UseCollation("C");
        table.HasKey("Id");
        table.HasIndex("At", "Id");
        table.HasIndex("KeyId", "At", "Id");
        table.HasIndex("TenantId", "At", "Id");
        table.ToTable("api_key_requests");
    }

    private static void DenyLists(EntityTypeBuilder table)
    {
        table.Property<string>("TenantId").IsRequired().HasMaxLength(256).HasColumnType("character varying(256)").HasColumnName("tenant_id").UseCollation("C");
        table.Property<string>("Addresses").IsRequired().HasMaxLength(64000).HasColumnType("character varying(64000)").HasColumnName("addresses").UseCollation("C");
        table.Property<long>("Version").IsConcurrencyToken().HasColumnType("bigint").HasColumnName("version");
        table.HasKey("TenantId");
        table.ToTable("api_key_deny_lists");
    }
}
