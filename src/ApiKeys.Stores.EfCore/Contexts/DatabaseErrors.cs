using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace ApiKeys.Stores.EfCore.Contexts;

/// <summary>What failures of a database mean, in words that all providers share.</summary>
internal static class DatabaseErrors
{
    // https://www.postgresql.org/docs/current/errcodes-appendix.html
    private const string UniqueViolation = "23505";
    private const string SerializationFailure = "40001";
    private const string Deadlock = "40P01";

    /// <summary>Whether the work was undone and may succeed, or say what is wrong, when it is done again.</summary>
    /// <remarks>A provider that gives no state leaves open whether a row existed already: the next attempt reads, and then knows.</remarks>
    public static bool IsWorthRetrying(Exception exception) => exception switch
    {
        DbUpdateConcurrencyException => true,
        _ when StateOf(exception) is { } state => state is UniqueViolation or SerializationFailure or Deadlock,
        _ => exception is DbUpdateException,
    };

    private static string? StateOf(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is DbException { SqlState: { } state })
            {
                return state;
            }
        }

        return null;
    }
}
