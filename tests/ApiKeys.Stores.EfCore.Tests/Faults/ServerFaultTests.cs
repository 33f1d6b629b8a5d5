using System.Net;
using ApiKeys.Management;
using ApiKeys.Stores.EfCore.Tests.Servers;
using ApiKeys.Usage;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ApiKeys.Stores.EfCore.Tests.Faults;

/// <summary>A real server that is stopped, stands still, is killed and comes back, under a real host.</summary>
[TestFixture]
[NonParallelizable]
public class ServerFaultTests
{
    private const HttpStatusCode Ok = HttpStatusCode.OK;
    private const HttpStatusCode Unavailable = HttpStatusCode.ServiceUnavailable;
    private const HttpStatusCode Unauthorized = HttpStatusCode.Unauthorized;
    private PostgreSqlServer _server = null!;
    private string _database = "";

    [SetUp]
    public void SetUp()
    {
        _server = new PostgreSqlServer();
        _server.Start();
        _database = _server.CreateDatabase().Replace("synchronous_commit=off", "synchronous_commit=on", StringComparison.Ordinal);
        Node.CreateTables(_database);
    }

    [TearDown]
    public void TearDown()
    {
        NpgsqlConnection.ClearAllPools();
        _server.Dispose();
    }

    [Test]
    public async Task FC_01_a_host_starts_without_its_database_and_serves_keys_as_soon_as_it_is_there()
    {
        IssuedApiKey key;
        await using (var before = await Node.StartAsync(_database))
        {
            key = await before.IssueAsync();
        }

        Stop();
        await using var node = await Node.StartAsync(_database);
        Assert.That(await node.GetAsync("/open"), Is.EqualTo(Ok));
        Assert.That(await node.GetAsync("/me", key), Is.EqualTo(Unavailable));
        _server.Start();
        await node.WaitForAsync(key, Ok, Unavailable);
    }

    [Test]
    public async Task FC_02_a_dead_database_is_503_for_every_key_and_is_asked_about_once_a_second()
    {
        await using var node = await Node.StartAsync(_database);
        var key = await node.IssueAsync();
        Stop();
        var reads = node.Store.Reads;
        var began = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < 300; i++)
        {
            Assert.That(await node.GetAsync("/me", key), Is.EqualTo(Unavailable));
            Assert.That(await node.GetAsync("/open"), Is.EqualTo(Ok));
        }

        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        Assert.That(node.Store.Reads - reads, Is.LessThanOrEqualTo(3 + Math.Ceiling(seconds)), "three to open the circuit, then one a second");
        _server.Start();
        await node.WaitForAsync(key, Ok, Unavailable);
    }

    [Test]
    public async Task FC_03_a_key_in_use_works_for_seconds_without_its_database_and_then_is_503_and_never_401()
    {
        await using var node = await Node.StartAsync(_database);
        var key = await node.IssueAsync();
        await node.WaitForAsync(key, Ok);
        Stop();
        Assert.That(await node.GetAsync("/me", key), Is.EqualTo(Ok), "what was read just now is believed");
        await node.WaitForAsync(key, Unavailable, Ok);
        Assert.That(await node.GetAsync("/me", key), Is.EqualTo(Unavailable));
        _server.Start();
        await node.WaitForAsync(key, Ok, Unavailable);
    }

    [TestCase("revoke")]
    [TestCase("disable")]
    [TestCase("delete")]
    [TestCase("regenerate")]
    public async Task FC_04_what_could_not_be_taken_away_is_said_to_be_not_done_and_is_denied_here_all_the_same(string change)
    {
        await using var node = await Node.StartAsync(_database);
        var key = await node.IssueAsync();
        await node.WaitForAsync(key, Ok);

        // The server dies between the reading of the key and the writing of the change.
        node.Store.Fault = ApiKeys.Testing.StoreFault.None;
        node.Store.Gate = new ApiKeys.Testing.ArrivalGate(2);
        var changing = Task.Run(() => ChangeAsync(node.Manager, change, key.Record.Id));
        Assert.That(() => node.Store.Gate.Arrived, Is.EqualTo(1).After(5_000, 5));
        Stop();
        node.Store.Gate.Open();
        Assert.That(async () => await changing, Throws.InstanceOf<ApiKeyStoreUnavailableException>());
        node.Store.Gate = null;
        Assert.That(await node.GetAsync("/me", key), Is.EqualTo(Unauthorized), "denied here");
        _server.Start();
        await node.WaitForAsync(key, Ok, Unauthorized, Unavailable);
    }

    [Test]
    public async Task FC_05_FC_06_a_database_that_stands_still_holds_nobody_for_long_and_leaks_nothing()
    {
        await using var node = await Node.StartAsync(_database, TimeSpan.FromSeconds(2));
        var keys = new List<IssuedApiKey>();
        for (var i = 0; i < 50; i++)
        {
            keys.Add(await node.IssueAsync([RateLimit.PerHour(1000)]));
        }

        _server.Pause();
        var answers = Task.WhenAll(keys.Select(key => node.GetAsync("/me", key)));
        for (var i = 0; i < 50; i++)
        {
            Assert.That(await node.GetAsync("/open"), Is.EqualTo(Ok));
        }

        Assert.That(await answers.WaitAsync(TimeSpan.FromSeconds(30)), Is.All.EqualTo(Unavailable), "the driver's own patience is not what they wait for");
        _server.Resume();
        await node.WaitForAsync(keys[0], Ok, Unavailable);
        await Task.WhenAll(keys.Select(key => node.WaitForAsync(key, Ok, Unavailable)));
    }

    [Test]
    public async Task FC_08_a_server_that_is_killed_while_keys_are_regenerated_leaves_one_secret_that_works()
    {
        for (var round = 0; round < 3; round++)
        {
            await using var node = await Node.StartAsync(_database);
            var old = await node.IssueAsync();
            IssuedApiKey? fresh = null;
            var regenerating = Task.Run(async () =>
            {
                fresh = (await node.Manager.RegenerateAsync(old.Record.Id, ApiKeyActor.Host, default)).Value;
            });
            await Task.Delay(round);
            _server.Kill();
            NpgsqlConnection.ClearAllPools();
            _server.Start();
            try
            {
                await regenerating;
            }
            catch (ApiKeyStoreUnavailableException)
            {
                // Nobody knows whether it was done.
            }

            await using var later = await Node.StartAsync(_database);
            var stored = await later.Directory.GetAsync(old.Record.Id, ApiKeyActor.Host, default);
            Assert.That(stored!.Secrets, Has.Count.EqualTo(1));
            var isOld = stored.Secrets[0].LookupId == old.Record.Secrets[0].LookupId;
            await later.WaitForAsync(old, isOld ? Ok : Unauthorized, Unavailable);
            if (fresh is not null)
            {
                Assert.That(isOld, Is.False, "what was handed out works");
                Assert.That(await later.GetAsync("/me", fresh), Is.EqualTo(Ok));
            }

            Assert.That((await later.Manager.RegenerateAsync(old.Record.Id, ApiKeyActor.Host, default)).Succeeded, Is.True, "and a further one works");
        }
    }

    [Test]
    public async Task FC_20_FC_21_uses_are_counted_while_the_database_is_away_and_written_once_when_it_is_back()
    {
        await using var node = await Node.StartAsync(_database);
        var key = await node.IssueAsync();
        var writer = node.Services.GetRequiredService<UsageWriter>();
        await node.WaitForAsync(key, Ok);
        await writer.FlushAsync(default);
        Stop();
        Assert.That(await node.GetAsync("/me", key), Is.EqualTo(Ok));
        for (var i = 0; i < 3; i++)
        {
            Assert.That(async () => await writer.FlushAsync(default), Throws.Exception);
        }

        _server.Start();
        await node.WaitForAsync(key, Ok, Unavailable);
        await node.StopAsync();
        await using var later = await Node.StartAsync(_database);
        Assert.That((await later.Directory.GetUsageAsync(key.Record.Id, ApiKeyActor.Host, default))!.Count, Is.EqualTo(3), "one before, one without the database, one after");
    }

    // What the pool still holds would only tell the first caller that the server is gone.
    private void Stop()
    {
        _server.Stop();
        NpgsqlConnection.ClearAllPools();
    }

    private static async Task ChangeAsync(ApiKeyManager manager, string change, string id)
    {
        var actor = ApiKeyActor.Host;
        _ = change switch
        {
            "revoke" => (await manager.RevokeAsync(id, "leaked", actor, default)).Succeeded,
            "disable" => (await manager.DisableAsync(id, actor, default)).Succeeded,
            "delete" => (await manager.DeleteAsync(id, actor, default)).Succeeded,
            _ => (await manager.RegenerateAsync(id, actor, default)).Succeeded,
        };
    }
}
