using ApiKeys.Stores.EfCore.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ApiKeys.Stores.EfCore.Mapping;

/// <summary>The tables of the request log and of denied addresses.</summary>
internal static class LogTables
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<ApiKeyRequestEntity>(Requests);
        builder.Entity<ApiKeyDenyListEntity>(DenyLists);
    }

    // A page is a walk along an index, of the tenant, of the key or of all, from the newest row or from where the last page ended.
    private static void Requests(EntityTypeBuilder<ApiKeyRequestEntity> table)
    {
        table.ToTable("api_key_requests");
        table.HasKey(row => row.Id);
        table.Property(row => row.Id).HasMaxLength(Lengths.Id);
        table.Property(row => row.TenantId).HasMaxLength(Lengths.Tenant);
        table.Property(row => row.KeyId).HasMaxLength(Lengths.Id);
        table.Property(row => row.KeyName).HasMaxLength(Lengths.Name);
        table.Property(row => row.Actor).HasMaxLength(Lengths.Person);
        table.Property(row => row.Method).HasMaxLength(Lengths.Method);
        table.Property(row => row.Route).HasMaxLength(Lengths.Route);
        table.Property(row => row.Address).HasMaxLength(Lengths.Address);
        table.Property(row => row.RequestId).HasMaxLength(Lengths.Id);
        table.HasIndex(row => new { row.At, row.Id });
        table.HasIndex(row => new { row.TenantId, row.At, row.Id });
        table.HasIndex(row => new { row.KeyId, row.At, row.Id });
    }

    private static void DenyLists(EntityTypeBuilder<ApiKeyDenyListEntity> table)
    {
        table.ToTable("api_key_deny_lists");
        table.HasKey(list => list.TenantId);
        table.Property(list => list.TenantId).HasMaxLength(Lengths.Tenant);
        table.Property(list => list.Addresses).HasMaxLength(Lengths.DeniedAddresses);
        table.Property(list => list.Version).IsConcurrencyToken();
    }
}
