using ApiKeys.Stores.EfCore.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ApiKeys.Stores.EfCore.Mapping;

/// <summary>The tables of keys, secrets, audit entries and repeated requests.</summary>
internal static class KeyTables
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<ApiKeyEntity>(Keys);
        builder.Entity<ApiKeySecretEntity>(Secrets);
        builder.Entity<ApiKeyAuditEntity>(Audit);
        builder.Entity<ApiKeyIdempotencyEntity>(Idempotency);
    }

    private static void Keys(EntityTypeBuilder<ApiKeyEntity> table)
    {
        table.ToTable("api_keys");
        table.HasKey(key => key.Id);
        table.Property(key => key.Id).HasMaxLength(Lengths.Id);
        table.Property(key => key.TenantId).HasMaxLength(Lengths.Tenant);
        table.Property(key => key.Name).HasMaxLength(Lengths.Name);
        table.Property(key => key.NameSearch).HasMaxLength(Lengths.Name);
        table.Property(key => key.Environment).HasMaxLength(Lengths.Environment);
        table.Property(key => key.Scopes).HasMaxLength(Lengths.Scopes);
        table.Property(key => key.RateLimits).HasMaxLength(Lengths.Limits);
        table.Property(key => key.AllowedIps).HasMaxLength(Lengths.Addresses);
        table.Property(key => key.CustomerIds).HasMaxLength(Lengths.Customers);
        table.Property(key => key.Metadata).HasMaxLength(Lengths.Metadata);
        table.Property(key => key.CreatedBy).HasMaxLength(Lengths.Person);
        table.Property(key => key.RevokedBy).HasMaxLength(Lengths.Person);
        table.Property(key => key.RevokedReason).HasMaxLength(Lengths.Reason);
        table.Property(key => key.Version).IsConcurrencyToken();
        table.HasMany(key => key.Secrets).WithOne(secret => secret.Key).HasForeignKey(secret => secret.KeyId).OnDelete(DeleteBehavior.Cascade);
        table.HasIndex(key => new { key.CreatedAt, key.Id });
        table.HasIndex(key => new { key.TenantId, key.CreatedAt, key.Id });
        table.HasIndex(key => key.DeletedAt);
    }

    private static void Secrets(EntityTypeBuilder<ApiKeySecretEntity> table)
    {
        table.ToTable("api_key_secrets");
        table.HasKey(secret => secret.LookupId);
        table.Property(secret => secret.LookupId).HasMaxLength(Lengths.LookupId);
        table.Property(secret => secret.KeyId).HasMaxLength(Lengths.Id);
        table.Property(secret => secret.Hash).HasMaxLength(Lengths.Hash);
        table.Property(secret => secret.HintPrefix).HasMaxLength(Lengths.Hint);
        table.Property(secret => secret.HintLast).HasMaxLength(Lengths.Hint);
        table.Property(secret => secret.ImportedFormat).HasMaxLength(Lengths.Format);
        table.HasIndex(secret => secret.ImportedFormat);
    }

    private static void Audit(EntityTypeBuilder<ApiKeyAuditEntity> table)
    {
        table.ToTable("api_key_audit");
        table.HasKey(entry => entry.Id);
        table.Property(entry => entry.Id).HasMaxLength(Lengths.Id);
        table.Property(entry => entry.Action).HasMaxLength(Lengths.Action);
        table.Property(entry => entry.KeyId).HasMaxLength(Lengths.Id);
        table.Property(entry => entry.KeyName).HasMaxLength(Lengths.Name);
        table.Property(entry => entry.KeyNameSearch).HasMaxLength(Lengths.Name);
        table.Property(entry => entry.TenantId).HasMaxLength(Lengths.Tenant);
        table.Property(entry => entry.Actor).HasMaxLength(Lengths.Person);
        table.Property(entry => entry.Address).HasMaxLength(Lengths.Address);
        table.Property(entry => entry.Changes).HasMaxLength(Lengths.Changes);
        table.HasIndex(entry => new { entry.TenantId, entry.Id });
        table.HasIndex(entry => new { entry.KeyId, entry.Id });
    }

    private static void Idempotency(EntityTypeBuilder<ApiKeyIdempotencyEntity> table)
    {
        table.ToTable("api_key_idempotency");
        table.HasKey(entry => entry.Id);
        table.Property(entry => entry.Id).HasMaxLength(Lengths.Digest);
        table.Property(entry => entry.Fingerprint).HasMaxLength(Lengths.Digest);
        table.Property(entry => entry.KeyId).HasMaxLength(Lengths.Id);
        table.HasIndex(entry => entry.CreatedAt);
    }
}
