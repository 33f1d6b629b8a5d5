using Microsoft.EntityFrameworkCore.Migrations;

namespace ApiKeys.Stores.EfCore.Migrations;

/// <summary>A part of <see cref="InitialApiKeys"/>.</summary>
internal static class InitialStatisticTables
{
    private const string FillFactor = "Npgsql:StorageParameter:fillfactor";

    public static void Create(MigrationBuilder migration)
    {
        Usage(migration);
        UsageHours(migration);
        UsageBatches(migration);
        Rates(migration);
        Replays(migration);
    }

    private static void Usage(MigrationBuilder migration)
    {
        migration.CreateTable(
            "api_key_usage",
            table => new
            {
                key_id = table.Column<string>("character varying(128)", maxLength: 128, nullable: false, collation: "C"),
                lookup_id = table.Column<string>("character varying(256)", maxLength: 256, nullable: false, collation: "C"),
                count = table.Column<long>("bigint", nullable: false),
                last_address = table.Column<string>("character varying(64)", maxLength: 64, nullable: true, collation: "C"),
                last_used_at = table.Column<DateTime>("timestamp with time zone", nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_api_key_usage", row => new { row.key_id, row.lookup_id }))
            .Annotation(FillFactor, 50);
    }

    private static void UsageHours(MigrationBuilder migration)
    {
        migration.CreateTable(
            "api_key_usage_hours",
            table => new
            {
                key_id = table.Column<string>("character varying(128)", maxLength: 128, nullable: false, collation: "C"),
                hour_at = table.Column<DateTime>("timestamp with time zone", nullable: false),
                count = table.Column<long>("bigint", nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_api_key_usage_hours", row => new { row.key_id, row.hour_at }))
            .Annotation(FillFactor, 50);
        migration.CreateIndex("IX_api_key_usage_hours_hour_at", "api_key_usage_hours", "hour_at");
    }

    private static void UsageBatches(MigrationBuilder migration)
    {
        migration.CreateTable(
            "api_key_usage_batches",
            table => new
            {
                id = table.Column<Guid>("uuid", nullable: false),
                at = table.Column<DateTime>("timestamp with time zone", nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_api_key_usage_batches", row => row.id));
        migration.CreateIndex("IX_api_key_usage_batches_at", "api_key_usage_batches", "at");
    }

    private static void Rates(MigrationBuilder migration)
    {
        migration.CreateTable(
            "api_key_rates",
            table => new
            {
                key_id = table.Column<string>("character varying(128)", maxLength: 128, nullable: false, collation: "C"),
                newest_ticks = table.Column<long>("bigint", nullable: false),
                takes = table.Column<long>("bigint", nullable: false),
                windows = table.Column<string>("character varying(4000)", maxLength: 4000, nullable: false, collation: "C"),
            },
            constraints: table => table.PrimaryKey("PK_api_key_rates", row => row.key_id))
            .Annotation(FillFactor, 50);
    }

    private static void Replays(MigrationBuilder migration)
    {
        migration.CreateTable(
            "api_key_replays",
            table => new
            {
                id = table.Column<string>("character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                expires_at = table.Column<DateTime>("timestamp with time zone", nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_api_key_replays", row => row.id));
        migration.CreateIndex("IX_api_key_replays_expires_at", "api_key_replays", "expires_at");
    }
}
