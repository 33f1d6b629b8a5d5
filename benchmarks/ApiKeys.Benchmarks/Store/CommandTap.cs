using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ApiKeys.Benchmarks.Store;

/// <summary>Keeps the text of the newest command, so that the same can be asked without the library.</summary>
internal sealed class CommandTap : DbCommandInterceptor
{
    public string Text { get; private set; } = "";

    public IReadOnlyList<string> Parameters { get; private set; } = [];

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Keep(command);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Keep(command);
        return ValueTask.FromResult(result);
    }

    private void Keep(DbCommand command)
    {
        Text = command.CommandText;
        Parameters = [.. command.Parameters.Cast<DbParameter>().Select(parameter => parameter.ParameterName)];
    }
}
