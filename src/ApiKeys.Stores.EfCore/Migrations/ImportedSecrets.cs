using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ApiKeys.Stores.EfCore.Migrations;

/// <summary>Lets secrets say that they were imported, on PostgreSQL.</summary>
[DbContext(typeof(ApiKeysDbContext))]
[Migration("20261128000000_ImportedSecrets")]
internal sealed class ImportedSecrets : Migration
{
    private const string Secrets = "api_key_secrets";
    private const string Format = "imported_format";
    private const string Index = "IX_api_key_secrets_imported_format";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>(Format, Secrets, "character varying(64)", maxLength: 64, nullable: true, collation: "C");
        migrationBuilder.CreateIndex(Index, Secrets, Format);
        SetSchema(migrationBuilder, "20261128000000_ImportedSecrets", 2);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropIndex(Index, Secrets);
        migrationBuilder.DropColumn(Format, Secrets);
        SetSchema(migrationBuilder, "20261121000000_InitialApiKeys", 1);
    }

    private static void SetSchema(MigrationBuilder migrationBuilder, string name, int version) =>
        migrationBuilder.UpdateData("api_key_schema", ["id"], ["integer"], [1], ["name", "version"], ["character varying(150)", "integer"], [name, version]);
}
