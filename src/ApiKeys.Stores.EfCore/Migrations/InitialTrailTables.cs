using Microsoft.EntityFrameworkCore.Migrations;

namespace ApiKeys.Stores.EfCore.Migrations;

/// <summary>A part of <see cref="InitialApiKeys"/>.</summary>
internal static class InitialTrailTables
{
    public static void Create(MigrationBuilder migration)
    {
        Audit(migration);
        Idempotency(migration);
        Feed(migration);
        Counter(migration);
        Schema(migration);
    }

    private static void Audit(MigrationBuilder migration)
    {
        migration.CreateTable(
            "api_key_audit",
            table => new
            {
                id = table.Column<string>("character varying(128)", maxLength: 128, nullable: false, collation: "C"),
                action = table.Column<string>("character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                actor = table.Column<string>("character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                address = table.Column<string>("character varying(64)", maxLength: 64, nullable: true, collation: "C"),
                at = table.Column<DateTime>("timestamp with time zone", nullable: false),
                changes = table.Column<string>("character varying(8000000)", maxLength: 8000000, nullable: false, collation: "C"),
                key_id = table.Column<string>("character varying(128)", maxLength: 128, nullable: false, collation: "C"),
                key_name = table.Column<string>("character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                key_name_search = table.Column<string>("character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                tenant_id = table.Column<string>("character varying(256)", maxLength: 256, nullable: true, collation: "C"),
            },
            constraints: table => table.PrimaryKey("PK_api_key_audit", row => row.id));
        migration.CreateIndex("IX_api_key_audit_key_id_id", "api_key_audit", ["key_id", "id"]);
        migration.CreateIndex("IX_api_key_audit_tenant_id_id", "api_key_audit", ["tenant_id", "id"]);
    }

    private static void Idempotency(MigrationBuilder migration)
    {
        migration.CreateTable(
            "api_key_idempotency",
            table => new
            {
                id = table.Column<string>("character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                created_at = table.Column<DateTime>("timestamp with time zone", nullable: false),
                fingerprint = table.Column<string>("character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                key_id = table.Column<string>("character varying(128)", maxLength: 128, nullable: false, collation: "C"),
            },
            constraints: table => table.PrimaryKey("PK_api_key_idempotency", row => row.id));
        migration.CreateIndex("IX_api_key_idempotency_created_at", "api_key_idempotency", "created_at");
    }

    private static void Feed(MigrationBuilder migration)
    {
        migration.CreateTable(
            "api_key_feed",
            table => new
            {
                position = table.Column<long>("bigint", nullable: false),
                at = table.Column<DateTime>("timestamp with time zone", nullable: false),
                change_id = table.Column<Guid>("uuid", nullable: false),
                key_id = table.Column<string>("character varying(128)", maxLength: 128, nullable: false, collation: "C"),
                lookup_ids = table.Column<string>("character varying(8000)", maxLength: 8000, nullable: false, collation: "C"),
            },
            constraints: table => table.PrimaryKey("PK_api_key_feed", row => row.position));
        migration.CreateIndex("IX_api_key_feed_change_id", "api_key_feed", "change_id");
    }

    private static void Counter(MigrationBuilder migration)
    {
        migration.CreateTable(
            "api_key_feed_counter",
            table => new
            {
                id = table.Column<int>("integer", nullable: false),
                position = table.Column<long>("bigint", nullable: false),
                pruned_position = table.Column<long>("bigint", nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_api_key_feed_counter", row => row.id));
        migration.InsertData("api_key_feed_counter", ["id", "position", "pruned_position"], ["integer", "bigint", "bigint"], [1, 0L, 0L]);
    }

    private static void Schema(MigrationBuilder migration)
    {
        migration.CreateTable(
            "api_key_schema",
            table => new
            {
                id = table.Column<int>("integer", nullable: false),
                name = table.Column<string>("character varying(150)", maxLength: 150, nullable: false, collation: "C"),
                version = table.Column<int>("integer", nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_api_key_schema", row => row.id));
        migration.InsertData("api_key_schema", ["id", "name", "version"], ["integer", "character varying(150)", "integer"], [1, "20261121000000_InitialApiKeys", 1]);
    }
}
