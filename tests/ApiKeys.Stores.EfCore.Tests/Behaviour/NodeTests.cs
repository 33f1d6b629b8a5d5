using ApiKeys.Stores.EfCore.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.Stores.EfCore.Tests.Behaviour;

/// <summary>Several nodes over one database, on the clock that they share.</summary>
internal sealed class NodeTests
{
    private TestDatabase _database = null!;
    private List<StoreHost<AppDbContext>> _nodes = null!;

    [SetUp]
    public void Start()
    {
        _database = TestDatabase.With<AppDbContext>(Engine.PostgreSql);
        _nodes = [.. Enumerable.Range(0, 3).Select(_ => AppHost.Create(_database, _ => { }))];
    }

    [TearDown]
    public void Stop()
    {
        _nodes.ForEach(node => node.Dispose());
        _database.Dispose();
    }

    [Test]
    public async Task Three_nodes_give_a_limit_once()
    {
        RateLimit[] limits = [RateLimit.PerHour(40), new RateLimit(60, TimeSpan.FromDays(1), RateLimitAlgorithm.Sliding)];
        var decisions = await Task.WhenAll(Enumerable.Range(0, 120).Select(i => Task.Run(async () =>
            await _nodes[i % 3].Get<IRateLimitStore>().TakeAsync("key", limits, CancellationToken.None))));
        Assert.That(decisions.Count(decision => decision.IsAdmitted), Is.EqualTo(40));
        Assert.That(decisions.Select(decision => decision.ResetAfter), Is.All.InRange(TimeSpan.FromMinutes(59), TimeSpan.FromHours(1)));
    }

    [Test]
    public async Task FC_13_nodes_whose_clocks_are_wrong_count_on_the_databases_clock()
    {
        using var early = Skewed(TimeSpan.FromSeconds(-10));
        using var late = Skewed(TimeSpan.FromSeconds(10));
        RateLimit[] limits = [new(2, TimeSpan.FromSeconds(2)), new(2, TimeSpan.FromSeconds(3), RateLimitAlgorithm.Sliding)];
        var counts = new List<bool>();
        foreach (var node in new[] { late, early, _nodes[0], late, early, _nodes[0] })
        {
            counts.Add((await node.Get<IRateLimitStore>().TakeAsync("key", limits, CancellationToken.None)).IsAdmitted);
        }

        Assert.That(counts, Is.EqualTo(new[] { true, true, false, false, false, false }));
        await Task.Delay(2_100);
        var decisions = new[] { await early.Get<IRateLimitStore>().TakeAsync("key", limits[..1], CancellationToken.None), await late.Get<IRateLimitStore>().PeekAsync("key", limits[..1], CancellationToken.None) };
        Assert.That(decisions.Select(decision => (decision.IsAdmitted, decision.Remaining)), Is.EqualTo(new[] { (true, 1L), (true, 0L) }), "a window ends for all at once");
        Assert.That(decisions.Select(decision => decision.ResetAfter), Is.All.InRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)));
    }

    [Test]
    public async Task FC_13_nodes_whose_clocks_are_wrong_remember_signatures_for_their_window()
    {
        using var early = Skewed(TimeSpan.FromSeconds(-10));
        using var late = Skewed(TimeSpan.FromSeconds(10));
        var answers = new List<bool>();
        foreach (var node in new[] { early, late, _nodes[0] })
        {
            answers.Add(await node.Get<IReplayStore>().TryAddAsync("key", new byte[64], TimeSpan.FromSeconds(2), CancellationToken.None));
        }

        Assert.That(answers, Is.EqualTo(new[] { true, false, false }));
        await Task.Delay(2_100);
        Assert.That(await early.Get<IReplayStore>().TryAddAsync("key", new byte[64], TimeSpan.FromSeconds(2), CancellationToken.None), Is.True);
    }

    [Test]
    public async Task A_signature_is_accepted_once_on_all_nodes()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(async () =>
            await _nodes[i % 3].Get<IReplayStore>().TryAddAsync("key", new byte[64], TimeSpan.FromMinutes(1), CancellationToken.None))));
        Assert.That(answers.Count(isFirst => isFirst), Is.EqualTo(1));
    }

    [Test]
    public async Task A_change_on_one_node_is_told_to_the_others()
    {
        var feed = _nodes[1].Get<IApiKeyChangeFeed>();
        var start = await feed.GetPositionAsync(CancellationToken.None);
        var record = Keys.Record();
        await _nodes[0].Store.AddAsync(record);
        Assert.That((await feed.ReadAsync(start, 10, CancellationToken.None)).Entries.Single().KeyId, Is.EqualTo(record.Id));
        Assert.That(await _nodes[2].Store.FindByIdAsync(record.Id, CancellationToken.None), Is.Not.Null);
    }

    [Test]
    public async Task A_feed_that_went_back_is_told_as_a_gap()
    {
        await _nodes[0].Store.AddAsync(Keys.Record());
        var page = await _nodes[1].Get<IApiKeyChangeFeed>().ReadAsync(1_000, 10, CancellationToken.None);
        Assert.That((page.HasGap, page.Position), Is.EqualTo((true, 1)), "the database was put back from a copy");
    }

    [Test]
    public void The_stores_take_the_place_of_those_in_memory()
    {
        var node = _nodes[0].Services;
        foreach (var service in new object[] { node.GetRequiredService<IRateLimitStore>(), node.GetRequiredService<IReplayStore>(), node.GetRequiredService<IApiKeyUsageStore>(), node.GetRequiredService<IApiKeyAuditStore>() })
        {
            Assert.That(service.GetType().Name, Does.StartWith("EntityFramework"));
        }
    }

    private StoreHost<AppDbContext> Skewed(TimeSpan by) => AppHost.Create(_database, _ => { }, services => services.AddSingleton<TimeProvider>(new SkewedTimeProvider(by)));
}
