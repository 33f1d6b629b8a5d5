using ApiKeys.Stores.EfCore.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ApiKeys.Stores.EfCore.Mapping;

/// <summary>The tables of what is counted and seen: usage, limits, signatures.</summary>
internal static class StatisticTables
{
    // What is counted is written over and over: with room left in its page a row stays where it is, and no index hears of it.
    // https://www.postgresql.org/docs/current/storage-hot.html. Other providers pass the annotation over.
    private const string FillFactor = "Npgsql:StorageParameter:fillfactor";
    private const int HalfFull = 50;

    public static void Map(ModelBuilder builder)
    {
        builder.Entity<ApiKeyUsageEntity>(Usage);
        builder.Entity<ApiKeyUsageHourEntity>(Hours);
        builder.Entity<ApiKeyUsageBatchEntity>(Batches);
        builder.Entity<ApiKeyRateEntity>(Rates);
        builder.Entity<ApiKeyReplayEntity>(Replays);
    }

    private static void Usage(EntityTypeBuilder<ApiKeyUsageEntity> table)
    {
        table.ToTable("api_key_usage");
        table.HasAnnotation(FillFactor, HalfFull);
        table.HasKey(use => new { use.KeyId, use.LookupId });
        table.Property(use => use.KeyId).HasMaxLength(Lengths.Id);
        table.Property(use => use.LookupId).HasMaxLength(Lengths.LookupId);
        table.Property(use => use.LastAddress).HasMaxLength(Lengths.Address);
    }

    private static void Hours(EntityTypeBuilder<ApiKeyUsageHourEntity> table)
    {
        table.ToTable("api_key_usage_hours");
        table.HasAnnotation(FillFactor, HalfFull);
        table.HasKey(hour => new { hour.KeyId, hour.HourAt });
        table.Property(hour => hour.KeyId).HasMaxLength(Lengths.Id);
        table.HasIndex(hour => hour.HourAt);
    }

    private static void Batches(EntityTypeBuilder<ApiKeyUsageBatchEntity> table)
    {
        table.ToTable("api_key_usage_batches");
        table.HasKey(batch => batch.Id);
        table.Property(batch => batch.Id).ValueGeneratedNever();
        table.HasIndex(batch => batch.At);
    }

    private static void Rates(EntityTypeBuilder<ApiKeyRateEntity> table)
    {
        table.ToTable("api_key_rates");
        table.HasAnnotation(FillFactor, HalfFull);
        table.HasKey(rate => rate.KeyId);
        table.Property(rate => rate.KeyId).HasMaxLength(Lengths.Id);
        table.Property(rate => rate.Windows).HasMaxLength(Lengths.Limits);
    }

    private static void Replays(EntityTypeBuilder<ApiKeyReplayEntity> table)
    {
        table.ToTable("api_key_replays");
        table.HasKey(replay => replay.Id);
        table.Property(replay => replay.Id).HasMaxLength(Lengths.Digest);
        table.HasIndex(replay => replay.ExpiresAt);
    }
}
