using ApiKeys.Stores.EfCore.Contexts;
using ApiKeys.Stores.EfCore.Mapping;
using Microsoft.EntityFrameworkCore;

namespace ApiKeys.Stores.EfCore.Stores;

/// <summary>The clock that all nodes share: the database's where it can be asked, so that nodes need not agree; otherwise that of the process.</summary>
internal sealed class StoreClock(TimeProvider time)
{
    private const string PostgreSql = "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint AS \"Value\"";

    /// <summary>Whether the process's clock is believed even where the database has one. Only tests turn clocks.</summary>
    public bool IsOfProcess { get; init; }

    /// <summary>What tells the time in a statement of PostgreSQL's whose parameter {0} is <see cref="Now"/>. Read where a row is locked already, it is later than all that was written to the row.</summary>
    public string Sql => IsOfProcess ? "{0}::timestamptz" : "clock_timestamp()";

    /// <summary>The time on the process's clock, as the database keeps it.</summary>
    public DateTime Now => UtcInstantConverter.Cut(time.GetUtcNow());

    public async ValueTask<DateTimeOffset> ReadAsync(DbContext context, StoreModel model, CancellationToken cancellationToken)
    {
        if (IsOfProcess || !model.IsPostgreSql)
        {
            return time.GetUtcNow();
        }

        var microseconds = await context.Database.SqlQueryRaw<long>(PostgreSql).ToListAsync(cancellationToken).ConfigureAwait(false);
        return DateTimeOffset.UnixEpoch.AddTicks(microseconds[0] * TimeSpan.TicksPerMicrosecond);
    }
}
