using System.Text;
using ApiKeys.Management;
using ApiKeys.Stores.EfCore.Tests.Servers;
using ApiKeys.Verification;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiKeys.Stores.EfCore.Tests.Behaviour;

[TestFixture(Engine.PostgreSql)]
[TestFixture(Engine.Sqlite)]
internal sealed class LeakageTests(Engine engine)
{
    private readonly LogSink _logs = new();

    [Test]
    public async Task AC_173_the_most_talkative_log_shows_no_key()
    {
        using var database = TestDatabase.With<AppDbContext>(engine);
        using var host = Host(database);
        var texts = await LiveAsync(host);
        Assert.That(_logs.Lines.Count(line => line.Contains("INSERT", StringComparison.Ordinal)), Is.GreaterThan(3), "commands are logged");
        Assert.That(_logs.Lines.Count(line => line.Contains("CRM Nightly Sync", StringComparison.Ordinal)), Is.GreaterThan(0), "with their values");
        AssertNoneIn(texts, string.Join('\n', _logs.Lines));
    }

    [Test]
    public async Task AC_178_the_database_holds_no_key()
    {
        using var database = TestDatabase.With<AppDbContext>(engine);
        using var host = Host(database);
        var texts = await LiveAsync(host);
        var dump = Dump(host);
        Assert.That(dump, Does.Contain("CRM Nightly Sync").And.Contain("$sha256$"));
        AssertNoneIn(texts, dump);
    }

    private StoreHost<AppDbContext> Host(TestDatabase database) => AppHost.Create(
        database,
        context => context.EnableSensitiveDataLogging().EnableDetailedErrors(),
        services => services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_logs)));

    // A key's life, with a wrong secret and a replay of a wrong text in between.
    private static async Task<List<string>> LiveAsync(StoreHost<AppDbContext> host)
    {
        var manager = host.Get<ApiKeyManager>();
        var issued = (await manager.IssueAsync(new IssueApiKeyRequest { Name = "CRM Nightly Sync", Environment = "live" }, CancellationToken.None)).Value!;
        var renewed = (await manager.RegenerateAsync(issued.Record.Id, ApiKeyActor.Host, CancellationToken.None)).Value!;
        var rotated = (await manager.RotateAsync(issued.Record.Id, null, ApiKeyActor.Host, CancellationToken.None)).Value!;
        var texts = new List<string> { issued.Secret.Reveal(), renewed.Secret.Reveal(), rotated.Secret.Reveal() };
        foreach (var text in texts)
        {
            await host.Get<ApiKeyVerifier>().VerifyAsync(text, default, CancellationToken.None);
        }

        await manager.RevokeAsync(issued.Record.Id, "left", ApiKeyActor.Host, CancellationToken.None);
        await host.Get<IRateLimitStore>().TakeAsync(issued.Record.Id, issued.Record.RateLimits, CancellationToken.None);
        await host.Get<IApiKeyUsageStore>().AddAsync(new UsageBatch(Guid.NewGuid(), [new SecretUsage(issued.Record.Id, "a", 1, Keys.Now, null)]), CancellationToken.None);
        return texts;
    }

    private static string Dump(StoreHost<AppDbContext> host)
    {
        using var context = host.Get<IDbContextFactory<AppDbContext>>().CreateDbContext();
        var dump = new StringBuilder();
        using var connection = context.Database.GetDbConnection();
        connection.Open();
        foreach (var table in context.Model.GetEntityTypes().Select(type => type.GetTableName()))
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table}\"";
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                dump.AppendJoin('|', Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)).AppendLine();
            }
        }

        return dump.ToString();
    }

    // The end of a text is its secret part and its checksum.
    private static void AssertNoneIn(List<string> texts, string haystack)
    {
        foreach (var text in texts)
        {
            Assert.That(haystack.Contains(text, StringComparison.OrdinalIgnoreCase), Is.False);
            Assert.That(haystack.Contains(text[^20..], StringComparison.OrdinalIgnoreCase), Is.False);
        }
    }
}
