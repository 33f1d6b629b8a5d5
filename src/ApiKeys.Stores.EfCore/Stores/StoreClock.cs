using ApiKeys.Stores.EfCore.Contexts;
using Microsoft.EntityFrameworkCore;

namespace ApiKeys.Stores.EfCore.Stores;

/// <summary>The clock that all nodes share: the database's where it can be asked, so that nodes need not agree; otherwise that of the process.</summary>
/// <remarks>A host that brings a clock of its own, as tests do, is believed.</remarks>
internal sealed class StoreClock(TimeProvider time)
{
    private const string PostgreSql = "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint AS \"Value\"";

    /// <summary>Whether the database tells the time.</summary>
    public bool IsInDatabase(StoreModel model) => model.IsPostgreSql && ReferenceEquals(time, TimeProvider.System);

    public DateTimeOffset Now => time.GetUtcNow();

    public async ValueTask<DateTimeOffset> ReadAsync(DbContext context, StoreModel model, CancellationToken cancellationToken)
    {
        if (!IsInDatabase(model))
        {
            return Now;
        }

        var microseconds = await context.Database.SqlQueryRaw<long>(PostgreSql).ToListAsync(cancellationToken).ConfigureAwait(false);
        return DateTimeOffset.UnixEpoch.AddTicks(microseconds[0] * TimeSpan.TicksPerMicrosecond);
    }
}
