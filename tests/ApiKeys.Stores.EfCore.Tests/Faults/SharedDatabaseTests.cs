using System.Net;
using ApiKeys.Management;
using ApiKeys.Stores.EfCore.Tests.Servers;

namespace ApiKeys.Stores.EfCore.Tests.Faults;

/// <summary>Several nodes over one database: what one changes the others see, what they share is counted once.</summary>
[TestFixture]
public class SharedDatabaseTests
{
    private const HttpStatusCode Ok = HttpStatusCode.OK;
    private static readonly int Rounds = Environment.GetEnvironmentVariable("APIKEYS_TEST_SCALE") == "full" ? 200 : 4;
    private readonly List<Node> _nodes = [];
    private TestDatabase _database = null!;

    [SetUp]
    public async Task SetUp()
    {
        _database = TestDatabase.With<AppDbContext>(Engine.PostgreSql);
        for (var i = 0; i < 3; i++)
        {
            _nodes.Add(await Node.StartAsync(_database.ConnectionString));
        }
    }

    [TearDown]
    public async Task TearDown()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        _nodes.Clear();
        _database.Dispose();
    }

    [Test]
    public async Task AC_078_a_revocation_on_one_node_reaches_the_others_by_itself()
    {
        var slowest = TimeSpan.Zero;
        for (var round = 0; round < Rounds; round++)
        {
            var key = await _nodes[0].IssueAsync();
            await Task.WhenAll(_nodes.Select(node => node.WaitForAsync(key, Ok, HttpStatusCode.Unauthorized)));
            Assert.That((await _nodes[0].Manager.RevokeAsync(key.Record.Id, null, ApiKeyActor.Host, default)).Succeeded, Is.True);
            Assert.That(await _nodes[0].GetAsync("/me", key), Is.EqualTo(HttpStatusCode.Unauthorized), "here at once");
            var began = TimeProvider.System.GetTimestamp();
            await Task.WhenAll(_nodes.Skip(1).Select(node => node.WaitForAsync(key, HttpStatusCode.Unauthorized, Ok)));
            var took = TimeProvider.System.GetElapsedTime(began);
            slowest = took > slowest ? took : slowest;
        }

        TestContext.Out.WriteLine($"The slowest of {Rounds} revocations was seen everywhere after {slowest.TotalMilliseconds:0} ms.");
    }

    [Test]
    public async Task AC_087_a_key_that_one_node_has_made_opens_the_others_at_once()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var key = await _nodes[round % 3].IssueAsync();
            Assert.That(await Task.WhenAll(_nodes.Select(node => node.GetAsync("/me", key))), Is.All.EqualTo(Ok));
        }
    }

    [TestCase(5)]
    [TestCase(1)]
    public async Task AC_133_AC_134_three_nodes_give_a_key_its_limit_together_and_no_more(int permits)
    {
        var key = await _nodes[0].IssueAsync([RateLimit.PerHour(permits)]);
        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => _nodes[i % 3].GetAsync("/me", key)));
        Assert.That(answers.Count(status => status == Ok), Is.EqualTo(permits));
        Assert.That(answers.Where(status => status != Ok), Is.All.EqualTo(HttpStatusCode.TooManyRequests));
    }

    [Test]
    public async Task FC_14_of_two_nodes_that_race_for_the_last_permit_one_passes_and_the_other_is_over_the_limit()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var key = await _nodes[0].IssueAsync([RateLimit.PerHour(1)]);
            var answers = await Task.WhenAll(_nodes.Take(2).Select(node => Task.Run(() => node.GetAsync("/me", key))));
            Assert.That(answers, Is.EquivalentTo(new[] { Ok, HttpStatusCode.TooManyRequests }));
        }
    }

    [Test]
    public async Task FC_15_on_two_nodes_revoking_wins_over_whatever_runs_beside_it()
    {
        var (one, other) = (_nodes[0].Manager, _nodes[1].Manager);
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var beside in new Func<string, Task<bool>>[]
            {
                async id => (await other.RevokeAsync(id, "too", ApiKeyActor.Host, default)).Succeeded,
                async id => (await other.EditAsync(id, new() { Name = "renamed" }, ApiKeyActor.Host, default)).Succeeded,
                async id => (await other.DisableAsync(id, ApiKeyActor.Host, default)).Succeeded,
                async id => (await other.RegenerateAsync(id, ApiKeyActor.Host, default)).Succeeded,
            })
            {
                var id = (await _nodes[0].IssueAsync()).Record.Id;
                var revoking = Task.Run(() => one.RevokeAsync(id, "leaked", ApiKeyActor.Host, default).AsTask());
                await Task.Run(() => beside(id));
                Assert.That((await revoking).Succeeded, Is.True);
                var stored = (await _nodes[2].Directory.GetAsync(id, ApiKeyActor.Host, default))!;
                Assert.That(stored.RevokedAt, Is.Not.Null);
                var trail = await _nodes[2].Directory.ListAuditAsync(new AuditQuery { KeyId = id }, ApiKeyActor.Host, default);
                Assert.That(trail.Count(entry => entry.Action == ApiKeyActions.Revoke), Is.EqualTo(1), "a second revocation changes nothing");
                Assert.That(trail, Has.Count.EqualTo(stored.Version), "a trail for each change");
            }
        }
    }

    [Test]
    public async Task FC_09_where_the_audit_entry_cannot_be_written_nothing_is_done_and_requests_go_on()
    {
        var node = _nodes[0];
        var key = await node.IssueAsync();
        await node.WaitForAsync(key, Ok);
        await using (var connection = new Npgsql.NpgsqlConnection(_database.ConnectionString))
        {
            await connection.OpenAsync();
            await using var command = new Npgsql.NpgsqlCommand("ALTER TABLE api_key_audit ADD CONSTRAINT full_disk CHECK (false) NOT VALID", connection);
            await command.ExecuteNonQueryAsync();
        }

        Assert.That(async () => await node.Manager.EditAsync(key.Record.Id, new() { Name = "renamed" }, ApiKeyActor.Host, default), Throws.InstanceOf<ApiKeyStoreUnavailableException>());
        Assert.That(async () => await node.IssueAsync(), Throws.InstanceOf<ApiKeyStoreUnavailableException>());
        Assert.That((await node.Directory.GetAsync(key.Record.Id, ApiKeyActor.Host, default))!.Name, Is.EqualTo("a key"));
        Assert.That((await node.Directory.CountAsync(new ApiKeyListRequest(), ApiKeyActor.Host, default)), Is.EqualTo(1));
        await _nodes[1].WaitForAsync(key, Ok);
        Assert.That(await node.GetAsync("/me", key), Is.EqualTo(Ok));
    }
}
