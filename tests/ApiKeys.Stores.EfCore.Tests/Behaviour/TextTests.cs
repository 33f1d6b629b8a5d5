using System.Text.Json;
using ApiKeys.Stores.EfCore.Tests.Servers;

namespace ApiKeys.Stores.EfCore.Tests.Behaviour;

[TestFixture(Engine.PostgreSql)]
[TestFixture(Engine.Sqlite)]
internal sealed class TextTests(Engine engine)
{
    private const string Marker = "zq9";
    private static readonly string[] Hostile = ["' OR 1=1--", "\"; DROP TABLE api_keys", "\\", "%", "_", "$1", "@p0", "{0}", "}{", "\\n"];

    [Test]
    public async Task AC_042_metacharacters_are_literal_and_travel_as_parameters_alone()
    {
        var commands = new CommandRecorder();
        using var database = TestDatabase.With<AppDbContext>(engine);
        using var host = AppHost.Create(database, context => context.AddInterceptors(commands));
        await host.Store.AddAsync(Keys.Record("innocent"));
        foreach (var text in Hostile.Select(hostile => hostile + Marker))
        {
            var record = Keys.Record(text) with { Id = text, TenantId = text, Environment = text, CustomerIds = [text, "c"], CreatedBy = text, Secrets = [Keys.Secret(text)] };
            await host.Store.AddAsync(record);
            Assert.That((await host.Store.FindByIdAsync(text, CancellationToken.None))!.Id, Is.EqualTo(text));
            Assert.That((await host.Store.FindByLookupIdAsync(text, CancellationToken.None))!.Id, Is.EqualTo(text));
            foreach (var query in new[]
            {
                Query() with { TenantId = text }, Query() with { Environment = text }, Query() with { CustomerId = text }, Query() with { Search = text.ToUpperInvariant() },
            })
            {
                Assert.That((await host.Store.ListAsync(query, CancellationToken.None)).Select(found => found.Id), Is.EqualTo(new[] { text }), query.ToString());
            }

            Assert.That(await host.Store.ListAsync(Query() with { Scope = text }, CancellationToken.None), Is.Empty);
            Assert.That(await host.Store.ListAsync(Query() with { After = new ApiKeyPosition(DateTimeOffset.MinValue, text) }, CancellationToken.None), Is.Empty);
            await host.Get<IApiKeyUsageStore>().AddAsync(new UsageBatch(Guid.NewGuid(), [new SecretUsage(text, text, 1, Keys.Now, null)]), CancellationToken.None);
            Assert.That((await host.Get<IApiKeyUsageStore>().GetAsync(text, CancellationToken.None)).Single().Count, Is.EqualTo(1));
            Assert.That((await host.Get<IRateLimitStore>().TakeAsync(text, [RateLimit.PerHour(1)], CancellationToken.None)).IsAdmitted, Is.True);
        }

        Assert.That(commands.Texts, Has.Count.GreaterThan(50));
        Assert.That(commands.Texts.Where(command => command.Contains(Marker, StringComparison.OrdinalIgnoreCase)), Is.Empty);
    }

    [TestCase(0)]
    [TestCase(0xD800)]
    [TestCase(0xDC00)]
    public async Task AC_153_what_no_row_can_hold_is_not_found_and_not_written(int unit)
    {
        var text = $"a{(char)unit}b";
        using var host = StoreHost<AppDbContext>.Create(engine);
        var record = Keys.Record();
        await host.Store.AddAsync(record);
        Assert.That(await host.Store.FindByIdAsync(text, CancellationToken.None), Is.Null);
        Assert.That(await host.Store.FindByLookupIdAsync(text, CancellationToken.None), Is.Null);
        Assert.That(await host.Store.FindIdempotentAsync(text, CancellationToken.None), Is.Null);
        Assert.That(await host.Get<IApiKeyUsageStore>().GetAsync(text, CancellationToken.None), Is.Empty);
        Assert.That(await host.Get<IApiKeyAuditStore>().ListAsync(new AuditQuery { Search = text }, CancellationToken.None), Is.Empty);
        foreach (var query in new[] { Query() with { TenantId = text }, Query() with { Search = text }, Query() with { CustomerId = text }, Query() with { After = new ApiKeyPosition(Keys.Now, text) } })
        {
            Assert.That(await host.Store.ListAsync(query, CancellationToken.None), Is.Empty);
        }

        Assert.That(async () => await host.Store.ApplyAsync(ApiKeyChange.Update(record, record with { Name = text }), CancellationToken.None), Throws.Exception);
        Assert.That((await host.Store.FindByIdAsync(record.Id, CancellationToken.None))!.Name, Is.EqualTo(record.Name));
    }

    [Test]
    public async Task AC_153_a_text_longer_than_its_column_is_refused_and_not_cut()
    {
        using var host = StoreHost<AppDbContext>.Create(engine);
        var record = Keys.Record(new string('x', 201));
        Assert.That(async () => await host.Store.ApplyAsync(ApiKeyChange.Add(record), CancellationToken.None), Throws.ArgumentException);
        Assert.That(await host.Store.FindByIdAsync(record.Id, CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task AC_154_naughty_strings_come_back_as_they_were_written()
    {
        using var host = StoreHost<AppDbContext>.Create(engine);
        var strings = JsonSerializer.Deserialize<string[]>(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Vectors", "blns.json")))!;
        Assert.That(strings, Has.Length.EqualTo(515));
        foreach (var text in strings)
        {
            var record = Keys.Record(text.Length <= 200 ? text : text[..200]) with
            {
                TenantId = text.Length <= 256 ? text : text[..256],
                RevokedReason = text,
                CustomerIds = [text, "c"],
                Metadata = new Dictionary<string, string> { ["note"] = text },
            };
            await host.Store.AddAsync(record);
            var stored = (await host.Store.FindByIdAsync(record.Id, CancellationToken.None))!;
            Assert.That((stored.Name, stored.TenantId, stored.RevokedReason, stored.CustomerIds![0], stored.Metadata["note"]), Is.EqualTo((record.Name, record.TenantId, text, text, text)));
            var listed = await host.Store.ListAsync(Query() with { TenantId = record.TenantId, CustomerId = text, Search = record.Name }, CancellationToken.None);
            Assert.That(listed.Select(found => found.Id), Has.Member(record.Id));
        }
    }

    [Test]
    public async Task AC_161_a_search_is_literal_and_looks_at_no_case()
    {
        using var host = StoreHost<AppDbContext>.Create(engine);
        foreach (var name in new[] { "plain", "50%_[a-z]\\x", "ÄÖÜ Ação ΣΊΣΥΦΟΣ" })
        {
            await host.Store.AddAsync(Keys.Record(name));
        }

        foreach (var (search, expected) in new[] { ("%", 1), ("_", 1), ("\\", 1), ("[a-z]", 1), ("[A-Z]", 1), ("%%", 0), ("a", 3), ("äöü AÇÃO σίσυφοσ", 1), (new string('a', 10_000), 0), ("", 3) })
        {
            Assert.That(await host.Store.CountAsync(Query() with { Search = search }, CancellationToken.None), Is.EqualTo(expected), search[..Math.Min(20, search.Length)]);
        }
    }

    private static ApiKeyQuery Query() => new() { Now = Keys.Now };
}
