using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ApiKeys.Stores.EfCore.Mapping;

/// <summary>Instants as UTC, to the microsecond, which is what PostgreSQL keeps: what is asked for is then cut as what is stored.</summary>
internal sealed class UtcInstantConverter() : ValueConverter<DateTimeOffset, DateTime>(instant => Cut(instant), instant => Read(instant))
{
    internal static DateTime Cut(DateTimeOffset instant) => new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);

    internal static DateTimeOffset Read(DateTime instant) => new(DateTime.SpecifyKind(instant, DateTimeKind.Utc));
}
