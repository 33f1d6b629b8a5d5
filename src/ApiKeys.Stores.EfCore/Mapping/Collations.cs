using Microsoft.EntityFrameworkCore.Metadata;

namespace ApiKeys.Stores.EfCore.Mapping;

/// <summary>The collations that compare character by character.</summary>
internal static class Collations
{
    public const string PostgreSql = "Npgsql.EntityFrameworkCore.PostgreSQL";
    public const string Sqlite = "Microsoft.EntityFrameworkCore.Sqlite";
    private const string SqlServer = "Microsoft.EntityFrameworkCore.SqlServer";

    // Providers leave such a mark on a model before its maker sees it.
    private const string Mark = ":ValueGenerationStrategy";

    public static string? Of(string? providerName) => providerName switch
    {
        PostgreSql => "C",
        Sqlite => "BINARY",
        SqlServer => "Latin1_General_100_BIN2",
        _ => null,
    };

    /// <summary>The provider that a model is made for, where it can be told from the model alone.</summary>
    public static string? Recognise(IReadOnlyModel model) =>
        model.FindAnnotation("Npgsql" + Mark) is not null ? PostgreSql
        : model.FindAnnotation("SqlServer" + Mark) is not null ? SqlServer
        : null;
}
