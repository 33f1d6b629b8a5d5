using Microsoft.EntityFrameworkCore.Migrations;

namespace ApiKeys.Stores.EfCore.Migrations;

/// <summary>A part of <see cref="InitialApiKeys"/>.</summary>
internal static class InitialKeyTables
{
    public static void Create(MigrationBuilder migration)
    {
        Keys(migration);
        Secrets(migration);
    }

    private static void Keys(MigrationBuilder migration)
    {
        migration.CreateTable(
            "api_keys",
            table => new
            {
                id = table.Column<string>("character varying(128)", maxLength: 128, nullable: false, collation: "C"),
                allowed_ips = table.Column<string>("character varying(16000)", maxLength: 16000, nullable: true, collation: "C"),
                created_at = table.Column<DateTime>("timestamp with time zone", nullable: false),
                created_by = table.Column<string>("character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                customer_ids = table.Column<string>("character varying(600000)", maxLength: 600000, nullable: true, collation: "C"),
                deleted_at = table.Column<DateTime>("timestamp with time zone", nullable: true),
                disabled_at = table.Column<DateTime>("timestamp with time zone", nullable: true),
                environment = table.Column<string>("character varying(128)", maxLength: 128, nullable: true, collation: "C"),
                expires_at = table.Column<DateTime>("timestamp with time zone", nullable: true),
                is_unrestricted = table.Column<bool>("boolean", nullable: false),
                metadata = table.Column<string>("character varying(400000)", maxLength: 400000, nullable: false, collation: "C"),
                mode = table.Column<int>("integer", nullable: false),
                name = table.Column<string>("character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                name_search = table.Column<string>("character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                not_before_at = table.Column<DateTime>("timestamp with time zone", nullable: true),
                rate_limits = table.Column<string>("character varying(4000)", maxLength: 4000, nullable: false, collation: "C"),
                revoked_at = table.Column<DateTime>("timestamp with time zone", nullable: true),
                revoked_by = table.Column<string>("character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                revoked_reason = table.Column<string>("character varying(1000)", maxLength: 1000, nullable: true, collation: "C"),
                scopes = table.Column<string>("character varying(26000)", maxLength: 26000, nullable: false, collation: "C"),
                tenant_id = table.Column<string>("character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                version = table.Column<long>("bigint", nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_api_keys", row => row.id));
        migration.CreateIndex("IX_api_keys_created_at_id", "api_keys", ["created_at", "id"]);
        migration.CreateIndex("IX_api_keys_deleted_at", "api_keys", "deleted_at");
        migration.CreateIndex("IX_api_keys_tenant_id_created_at_id", "api_keys", ["tenant_id", "created_at", "id"]);
    }

    private static void Secrets(MigrationBuilder migration)
    {
        migration.CreateTable(
            "api_key_secrets",
            table => new
            {
                lookup_id = table.Column<string>("character varying(256)", maxLength: 256, nullable: false, collation: "C"),
                created_at = table.Column<DateTime>("timestamp with time zone", nullable: false),
                expires_at = table.Column<DateTime>("timestamp with time zone", nullable: true),
                hash = table.Column<string>("character varying(2000)", maxLength: 2000, nullable: false, collation: "C"),
                hint_last = table.Column<string>("character varying(256)", maxLength: 256, nullable: false, collation: "C"),
                hint_prefix = table.Column<string>("character varying(256)", maxLength: 256, nullable: false, collation: "C"),
                key_id = table.Column<string>("character varying(128)", maxLength: 128, nullable: false, collation: "C"),
                not_before_at = table.Column<DateTime>("timestamp with time zone", nullable: true),
                position = table.Column<int>("integer", nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_api_key_secrets", row => row.lookup_id);
                table.ForeignKey("FK_api_key_secrets_api_keys_key_id", row => row.key_id, "api_keys", "id", onDelete: ReferentialAction.Cascade);
            });
        migration.CreateIndex("IX_api_key_secrets_key_id", "api_key_secrets", "key_id");
    }
}
