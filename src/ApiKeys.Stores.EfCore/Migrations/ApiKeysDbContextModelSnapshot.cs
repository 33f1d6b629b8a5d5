using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace ApiKeys.Stores.EfCore.Migrations;

/// <summary>The model as the newest migration leaves it. Written by hand, and compared with the model by a test.</summary>
[DbContext(typeof(ApiKeysDbContext))]
internal sealed class ApiKeysDbContextModelSnapshot : ModelSnapshot
{
    protected override void BuildModel(ModelBuilder modelBuilder)
    {
        modelBuilder.HasAnnotation("ProductVersion", "10.0.14").HasAnnotation("Relational:MaxIdentifierLength", 63);
        modelBuilder.HasAnnotation("Npgsql:ValueGenerationStrategy", 2);
        SnapshotKeyTables.Build(modelBuilder);
        SnapshotTrailTables.Build(modelBuilder);
        SnapshotStatisticTables.Build(modelBuilder);
        SnapshotLogTables.Build(modelBuilder);
    }
}
