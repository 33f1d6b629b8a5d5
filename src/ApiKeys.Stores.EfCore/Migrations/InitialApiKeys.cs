using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ApiKeys.Stores.EfCore.Migrations;

/// <summary>Makes the tables, on PostgreSQL.</summary>
[DbContext(typeof(ApiKeysDbContext))]
[Migration("20261121000000_InitialApiKeys")]
internal sealed class InitialApiKeys : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        if (ActiveProvider != "Npgsql.EntityFrameworkCore.PostgreSQL")
        {
            throw new NotSupportedException($"The migrations of {nameof(ApiKeysDbContext)} are PostgreSQL's. For {ActiveProvider} call UseApiKeys() in a context of your own and add its migrations there.");
        }

        InitialKeyTables.Create(migrationBuilder);
        InitialTrailTables.Create(migrationBuilder);
        InitialStatisticTables.Create(migrationBuilder);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var table in new[]
        {
            "api_key_secrets", "api_keys", "api_key_audit", "api_key_idempotency", "api_key_feed", "api_key_feed_counter", "api_key_schema",
            "api_key_usage", "api_key_usage_hours", "api_key_usage_batches", "api_key_rates", "api_key_replays",
        })
        {
            migrationBuilder.DropTable(table);
        }
    }
}
