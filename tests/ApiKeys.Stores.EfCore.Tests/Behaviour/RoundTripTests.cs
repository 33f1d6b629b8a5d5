using ApiKeys.Stores.EfCore.Tests.Servers;

namespace ApiKeys.Stores.EfCore.Tests.Behaviour;

/// <summary>How often PostgreSQL is asked, beside the commit of what is more than one statement.</summary>
internal sealed class RoundTripTests
{
    private readonly CommandRecorder _commands = new();
    private TestDatabase _database = null!;
    private StoreHost<AppDbContext> _host = null!;

    [SetUp]
    public void Start()
    {
        _database = TestDatabase.With<AppDbContext>(Engine.PostgreSql);
        _host = AppHost.Create(_database, context => context.AddInterceptors(_commands));
    }

    [TearDown]
    public void Stop()
    {
        _host.Dispose();
        _database.Dispose();
    }

    [Test]
    public async Task A_permit_takes_two_statements_and_a_refusal_one()
    {
        var limits = _host.Get<IRateLimitStore>();
        Assert.That(await CountAsync(async () => await limits.TakeAsync("key", [RateLimit.PerHour(1)], CancellationToken.None)), Is.EqualTo(2));
        Assert.That(await CountAsync(async () => await limits.TakeAsync("key", [RateLimit.PerHour(1)], CancellationToken.None)), Is.EqualTo(1));
    }

    [Test]
    public async Task A_signature_takes_one_statement()
    {
        var replays = _host.Get<IReplayStore>();
        foreach (var isFirst in new[] { true, false })
        {
            Assert.That(await CountAsync(async () => Assert.That(await replays.TryAddAsync("key", new byte[32], TimeSpan.FromMinutes(1), CancellationToken.None), Is.EqualTo(isFirst))), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task A_batch_of_usage_takes_one_statement()
    {
        var batch = new UsageBatch(Guid.NewGuid(), [.. Enumerable.Range(0, 100).Select(i => new SecretUsage($"key{i}", "a", 1, Keys.Now, null))]);
        Assert.That(await CountAsync(async () => await _host.Get<IApiKeyUsageStore>().AddAsync(batch, CancellationToken.None)), Is.EqualTo(1));
    }

    [Test]
    public async Task A_look_up_takes_one_statement()
    {
        var record = Keys.Record();
        await _host.Store.AddAsync(record);
        Assert.That(await CountAsync(async () => await _host.Store.FindByLookupIdAsync(record.Secrets[0].LookupId, CancellationToken.None)), Is.EqualTo(1));
    }

    private async Task<int> CountAsync(Func<Task> work)
    {
        var before = _commands.Texts.Count;
        await work();
        return _commands.Texts.Count - before;
    }
}
