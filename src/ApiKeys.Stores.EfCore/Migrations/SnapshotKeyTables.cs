using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ApiKeys.Stores.EfCore.Migrations;

/// <summary>A part of <see cref="ApiKeysDbContextModelSnapshot"/>.</summary>
internal static class SnapshotKeyTables
{
    private const string Entities = "ApiKeys.Stores.EfCore.Entities.";

    public static void Build(ModelBuilder model)
    {
        model.Entity(Entities + "ApiKeyEntity", Keys);
        model.Entity(Entities + "ApiKeySecretEntity", Secrets);
    }

    private static void Keys(EntityTypeBuilder table)
    {
        table.Property<string>("Id").IsRequired().HasMaxLength(128).HasColumnType("character varying(128)").HasColumnName("id").UseCollation("C");
        table.Property<string>("AllowedIps").HasMaxLength(16000).HasColumnType("character varying(16000)").HasColumnName("allowed_ips").UseCollation("C");
        table.Property<DateTime>("CreatedAt").HasColumnType("timestamp with time zone").HasColumnName("created_at");
        table.Property<string>("CreatedBy").HasMaxLength(256).HasColumnType("character varying(256)").HasColumnName("created_by").UseCollation("C");
        table.Property<string>("CustomerIds").HasMaxLength(600000).HasColumnType("character varying(600000)").HasColumnName("customer_ids").UseCollation("C");
        table.Property<DateTime?>("DeletedAt").HasColumnType("timestamp with time zone").HasColumnName("deleted_at");
        table.Property<DateTime?>("DisabledAt").HasColumnType("timestamp with time zone").HasColumnName("disabled_at");
        table.Property<string>("Environment").HasMaxLength(128).HasColumnType("character varying(128)").HasColumnName("environment").UseCollation("C");
        table.Property<DateTime?>("ExpiresAt").HasColumnType("timestamp with time zone").HasColumnName("expires_at");
        table.Property<bool>("IsUnrestricted").HasColumnType("boolean").HasColumnName("is_unrestricted");
        table.Property<string>("Metadata").IsRequired().HasMaxLength(400000).HasColumnType("character varying(400000)").HasColumnName("metadata").UseCollation("C");
        table.Property<int>("Mode").HasColumnType("integer").HasColumnName("mode");
        table.Property<string>("Name").IsRequired().HasMaxLength(200).HasColumnType("character varying(200)").HasColumnName("name").UseCollation("C");
        table.Property<string>("NameSearch").IsRequired().HasMaxLength(200).HasColumnType("character varying(200)").HasColumnName("name_search").UseCollation("C");
        table.Property<DateTime?>("NotBeforeAt").HasColumnType("timestamp with time zone").HasColumnName("not_before_at");
        table.Property<string>("RateLimits").IsRequired().HasMaxLength(4000).HasColumnType("character varying(4000)").HasColumnName("rate_limits").UseCollation("C");
        table.Property<DateTime?>("RevokedAt").HasColumnType("timestamp with time zone").HasColumnName("revoked_at");
        table.Property<string>("RevokedBy").HasMaxLength(256).HasColumnType("character varying(256)").HasColumnName("revoked_by").UseCollation("C");
        table.Property<string>("RevokedReason").HasMaxLength(1000).HasColumnType("character varying(1000)").HasColumnName("revoked_reason").UseCollation("C");
        table.Property<string>("Scopes").IsRequired().HasMaxLength(26000).HasColumnType("character varying(26000)").HasColumnName("scopes").UseCollation("C");
        table.Property<string>("TenantId").HasMaxLength(256).HasColumnType("character varying(256)").HasColumnName("tenant_id").UseCollation("C");
        table.Property<long>("Version").IsConcurrencyToken().HasColumnType("bigint").HasColumnName("version");
        table.HasKey("Id");
        table.HasIndex("CreatedAt", "Id");
        table.HasIndex("DeletedAt");
        table.HasIndex("TenantId", "CreatedAt", "Id");
        table.ToTable("api_keys");
    }

    private static void Secrets(EntityTypeBuilder table)
    {
        table.Property<string>("LookupId").IsRequired().HasMaxLength(256).HasColumnType("character varying(256)").HasColumnName("lookup_id").UseCollation("C");
        table.Property<DateTime>("CreatedAt").HasColumnType("timestamp with time zone").HasColumnName("created_at");
        table.Property<DateTime?>("ExpiresAt").HasColumnType("timestamp with time zone").HasColumnName("expires_at");
        table.Property<string>("Hash").IsRequired().HasMaxLength(2000).HasColumnType("character varying(2000)").HasColumnName("hash").UseCollation("C");
        table.Property<string>("HintLast").IsRequired().HasMaxLength(256).HasColumnType("character varying(256)").HasColumnName("hint_last").UseCollation("C");
        table.Property<string>("HintPrefix").IsRequired().HasMaxLength(256).HasColumnType("character varying(256)").HasColumnName("hint_prefix").UseCollation("C");
        table.Property<string>("ImportedFormat").HasMaxLength(64).HasColumnType("character varying(64)").HasColumnName("imported_format").UseCollation("C");
        table.Property<string>("KeyId").IsRequired().HasMaxLength(128).HasColumnType("character varying(128)").HasColumnName("key_id").UseCollation("C");
        table.Property<DateTime?>("NotBeforeAt").HasColumnType("timestamp with time zone").HasColumnName("not_before_at");
        table.Property<int>("Position").HasColumnType("integer").HasColumnName("position");
        table.HasKey("LookupId");
        table.HasIndex("ImportedFormat");
        table.HasIndex("KeyId");
        table.ToTable("api_key_secrets");
        table.HasOne(Entities + "ApiKeyEntity", "Key").WithMany("Secrets").HasForeignKey("KeyId").OnDelete(DeleteBehavior.Cascade).IsRequired();
    }
}
