using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ApiKeys.Stores.EfCore.Migrations;

/// <summary>Adds the tables of the request log and of denied addresses, on PostgreSQL.</summary>
[DbContext(typeof(ApiKeysDbContext))]
[Migration("20261205000000_RequestLog")]
internal sealed class AddRequestLog : Migration
{
    private static readonly string[] SchemaKey = ["id"];
    private static readonly string[] SchemaColumns = ["name", "version"];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        Requests(migrationBuilder);
        DenyLists(migrationBuilder);
        SetSchema(migrationBuilder, "20261205000000_RequestLog", 3);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("api_key_requests");
        migrationBuilder.DropTable("api_key_deny_lists");
        SetSchema(migrationBuilder, "20261128000000_ImportedSecrets", 2);
    }

    private static void Requests(MigrationBuilder migration)
    {
        migration.CreateTable(
            "api_key_requests",
            table => new
            {
                id = table.Column<string>("character varying(128)", maxLength: 128, nullable: false, collation: "C"),
                actor = table.Column<string>("character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                address = table.Column<string>("character varying(64)", maxLength: 64, nullable: true, collation: "C"),
                at = table.Column<DateTime>("timestamp with time zone", nullable: false),
                count = table.Column<long>("bigint", nullable: false),
                duration_microseconds = table.Column<long>("bigint", nullable: true),
                key_id = table.Column<string>("character varying(128)", maxLength: 128, nullable: true, collation: "C"),
                key_name = table.Column<string>("character varying(200)", maxLength: 200, nullable: true, collation: "C"),
                kind = table.Column<int>("integer", nullable: false),
                last_at = table.Column<DateTime>("timestamp with time zone", nullable: false),
                method = table.Column<string>("character varying(32)", maxLength: 32, nullable: true, collation: "C"),
                reason = table.Column<int>("integer", nullable: true),
                request_id = table.Column<string>("character varying(128)", maxLength: 128, nullable: true, collation: "C"),
                route = table.Column<string>("character varying(512)", maxLength: 512, nullable: true, collation: "C"),
                status = table.Column<int>("integer", nullable: true),
                tenant_id = table.Column<string>("character varying(256)", maxLength: 256, nullable: false, collation: "C"),
            },
            constraints: table => table.PrimaryKey("PK_api_key_requests", row => row.id));
        migration.CreateIndex("IX_api_key_requests_at_id", "api_key_requests", ["at", "id"]);
        migration.CreateIndex("IX_api_key_requests_key_id_at_id", "api_key_requests", ["key_id", "at", "id"]);
        migration.CreateIndex("IX_api_key_requests_tenant_id_at_id", "api_key_requests", ["tenant_id", "at", "id"]);
    }

    private static void DenyLists(MigrationBuilder migration) =>
        migration.CreateTable(
            "api_key_deny_lists",
            table => new
            {
                tenant_id = table.Column<string>("character varying(256)", maxLength: 256, nullable: false, collation: "C"),
                addresses = table.Column<string>("character varying(64000)", maxLength: 64000, nullable: false, collation: "C"),
                version = table.Column<long>("bigint", nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_api_key_deny_lists", row => row.tenant_id));

    private static void SetSchema(MigrationBuilder migration, string name, int version) =>
        migration.UpdateData("api_key_schema", SchemaKey, ["integer"], [1], SchemaColumns, ["character varying(150)", "integer"], [name, version]);
}
