using System.Data.Common;
using ApiKeys.Stores.EfCore.Entities;
using ApiKeys.Stores.EfCore.Tests.Composition;
using ApiKeys.Stores.EfCore.Tests.Servers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace ApiKeys.Stores.EfCore.Tests.Faults;

/// <summary>What the database undoes is done again, a few times; what it does not undo is done once.</summary>
internal sealed class RetryTests
{
    [Test]
    public async Task FC_27_an_id_that_another_writer_takes_in_between_is_a_duplicate()
    {
        using var host = StoreHost<AppDbContext>.Create(Engine.PostgreSql);
        var other = Keys.Record();
        await host.Store.AddAsync(other);
        await using var connection = new NpgsqlConnection(host.Database.ConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await ExecuteAsync(connection, InsertSecret("wanted", other.Id));
        var record = Keys.Record() with { Secrets = [Keys.Secret("wanted")] };
        var applying = Task.Run(async () => await host.Store.ApplyAsync(ApiKeyChange.Add(record), CancellationToken.None));
        await WaitForWaiterAsync(host);
        await transaction.CommitAsync();
        Assert.That(await applying.WaitAsync(TimeSpan.FromSeconds(30)), Is.EqualTo(ApiKeyChangeOutcome.Duplicate));
        Assert.That(await host.Store.FindByIdAsync(record.Id, CancellationToken.None), Is.Null);
        Assert.That((await host.Store.FindByLookupIdAsync("wanted", CancellationToken.None))!.Id, Is.EqualTo(other.Id), "never another's row");
    }

    [Test]
    public async Task FC_27_the_victim_of_a_deadlock_tries_again()
    {
        using var host = StoreHost<AppDbContext>.Create(Engine.PostgreSql);
        var other = Keys.Record();
        await host.Store.AddAsync(other);
        await using var connection = new NpgsqlConnection(host.Database.ConnectionString);
        await connection.OpenAsync();

        // The store's connection looks for deadlocks first, and is the one that is undone.
        await ExecuteAsync(connection, "SET deadlock_timeout = '20s'");
        await using var transaction = await connection.BeginTransactionAsync();
        await ExecuteAsync(connection, InsertSecret("wanted", other.Id));
        var record = Keys.Record() with { Secrets = [Keys.Secret("wanted")] };
        var applying = Task.Run(async () => await host.Store.ApplyAsync(ApiKeyChange.Add(record), CancellationToken.None));
        await WaitForWaiterAsync(host);
        await ExecuteAsync(connection, "UPDATE api_key_feed_counter SET position = position");
        await transaction.RollbackAsync();
        Assert.That(await applying.WaitAsync(TimeSpan.FromSeconds(30)), Is.EqualTo(ApiKeyChangeOutcome.Applied));
        Assert.That((await host.Store.FindByLookupIdAsync("wanted", CancellationToken.None))!.Id, Is.EqualTo(record.Id));
    }

    [TestCase(3, true)]
    [TestCase(4, false)]
    public async Task FC_27_a_serialization_failure_is_tried_three_times_more(int failures, bool succeeds)
    {
        using var host = StoreHost<AppDbContext>.Create(Engine.PostgreSql);

        // A sequence is not undone with its transaction, so that it counts attempts.
        host.Database.Execute($$"""
            CREATE SEQUENCE attempts;
            CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN
                IF nextval('attempts') <= {{failures}} THEN RAISE EXCEPTION 'concurrent update' USING ERRCODE = '40001'; END IF;
                RETURN NEW;
            END $f$;
            CREATE TRIGGER fail BEFORE INSERT ON api_keys FOR EACH ROW EXECUTE FUNCTION fail();
            """);
        var record = Keys.Record();
        if (succeeds)
        {
            await host.Store.AddAsync(record);
        }
        else
        {
            Assert.That(async () => await host.Store.ApplyAsync(ApiKeyChange.Add(record), CancellationToken.None), Throws.Exception.With.InnerException.InstanceOf<Exception>());
        }

        Assert.That(await host.Store.FindByIdAsync(record.Id, CancellationToken.None), succeeds ? Is.Not.Null : Is.Null);
        Assert.That((await ((IApiKeyChangeFeed)host.Store).ReadAsync(0, 10, CancellationToken.None)).Entries, Has.Count.EqualTo(succeeds ? 1 : 0));
    }

    [Test]
    public async Task The_host_may_retry_by_itself()
    {
        using var database = TestDatabase.With<AppDbContext>(Engine.PostgreSql);
        using var host = AppHost.Create(database, context => context.UseNpgsql(npgsql => npgsql.EnableRetryOnFailure()));
        await Work.AllAsync(host);
    }

    [Test]
    public async Task FC_08_a_commit_whose_answer_was_lost_is_looked_up_and_not_made_twice()
    {
        using var database = TestDatabase.With<AppDbContext>(Engine.PostgreSql);
        using var host = AppHost.Create(database, context => context.UseNpgsql(npgsql => npgsql.EnableRetryOnFailure()).AddInterceptors(new LostAnswer()));
        var record = Keys.Record();
        Assert.That(await host.Store.ApplyAsync(ApiKeyChange.Add(record), CancellationToken.None), Is.EqualTo(ApiKeyChangeOutcome.Applied));
        Assert.That((await ((IApiKeyChangeFeed)host.Store).ReadAsync(0, 10, CancellationToken.None)).Entries, Has.Count.EqualTo(1));
        Assert.That(await host.Store.CountAsync(new ApiKeyQuery { Now = Keys.Now }, CancellationToken.None), Is.EqualTo(1));
    }

    [TestCase(Engine.PostgreSql)]
    [TestCase(Engine.Sqlite)]
    public async Task A_change_writes_only_the_columns_that_differ(Engine engine)
    {
        var commands = new CommandRecorder();
        using var database = TestDatabase.With<AppDbContext>(engine);
        using var host = AppHost.Create(database, context => context.AddInterceptors(commands));
        var record = Keys.Record();
        await host.Store.AddAsync(record);
        var before = commands.Texts.Count;
        Assert.That(await host.Store.ApplyAsync(ApiKeyChange.Update(record, record with { RevokedAt = Keys.Now }), CancellationToken.None), Is.EqualTo(ApiKeyChangeOutcome.Applied));
        var written = string.Join('\n', commands.Texts.Skip(before).Where(text => text.Contains("UPDATE", StringComparison.Ordinal)));
        Assert.That(written, Does.Contain("revoked_at").And.Contain("version").And.Not.Contain("name_search").And.Not.Contain("hash").And.Not.Contain("api_key_secrets"));
        Assert.That(typeof(ApiKeyEntity).GetProperties(), Has.Length.GreaterThan(10));
    }

    private static string InsertSecret(string lookupId, string keyId) =>
        $"INSERT INTO api_key_secrets (lookup_id, key_id, position, hash, hint_prefix, hint_last, created_at) VALUES ('{lookupId}', '{keyId}', 1, '$', '', '', now())";

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task WaitForWaiterAsync(StoreHost<AppDbContext> host)
    {
        await using var connection = new NpgsqlConnection(host.Database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'", connection);
        for (var i = 0; (long)(await command.ExecuteScalarAsync())! == 0; i++)
        {
            Assert.That(i, Is.LessThan(500), "the store waits for the other writer");
            await Task.Delay(10);
        }
    }

    /// <summary>Loses the first answer to a commit.</summary>
    private sealed class LostAnswer : DbTransactionInterceptor
    {
        private int _commits;

        public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default) =>
            Interlocked.Increment(ref _commits) == 1 ? throw new TimeoutException("The answer was lost.") : Task.CompletedTask;
    }
}
