using ApiKeys.Management;
using ApiKeys.Stores.EfCore.Tests.Servers;
using Microsoft.EntityFrameworkCore;

namespace ApiKeys.Stores.EfCore.Tests.Composition;

/// <summary>A host's own transaction, in which it makes its things and a key both or neither.</summary>
[TestFixture(Engine.PostgreSql)]
[TestFixture(Engine.Sqlite)]
internal sealed class HostTransactionTests(Engine engine)
{
    private static readonly IssueApiKeyRequest Request = new() { Name = "first key", Environment = "live" };
    private StoreHost<AppDbContext> _host = null!;

    [SetUp]
    public void SetUp() => _host = StoreHost<AppDbContext>.Create(engine);

    [TearDown]
    public void TearDown() => _host.Dispose();

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_key_and_the_hosts_own_row_are_made_both_or_neither(bool commits)
    {
        await using var context = await _host.Get<IDbContextFactory<AppDbContext>>().CreateDbContextAsync();
        await using var transaction = await context.Database.BeginTransactionAsync();
        context.Invoices.Add(new Invoice());
        string id;
        using (ApiKeyTransaction.Join(context))
        {
            id = (await _host.Get<ApiKeyManager>().IssueAsync(Request, default)).Value!.Record.Id;
            var edited = await _host.Get<ApiKeyManager>().EditAsync(id, new() { Name = "renamed" }, ApiKeyActor.Host, default);
            Assert.That(edited.Succeeded, Is.True, "what was made in the transaction is seen in it");
        }

        Assert.That(context.ChangeTracker.Entries().Select(entry => entry.State), Is.All.EqualTo(EntityState.Added), "what the host tracks is not saved by us");
        await context.SaveChangesAsync();
        await (commits ? transaction.CommitAsync() : transaction.RollbackAsync());
        Assert.That((await _host.Get<ApiKeyDirectory>().GetAsync(id, ApiKeyActor.Host, default))?.Name, Is.EqualTo(commits ? "renamed" : null));
        await using var later = await _host.Get<IDbContextFactory<AppDbContext>>().CreateDbContextAsync();
        Assert.That(await later.Invoices.CountAsync(), Is.EqualTo(commits ? 1 : 0));
        Assert.That(await _host.Get<ApiKeyDirectory>().ListAuditAsync(new AuditQuery(), ApiKeyActor.Host, default), Has.Count.EqualTo(commits ? 2 : 0));
    }

    [Test]
    public async Task A_pooled_context_goes_back_as_it_came()
    {
        for (var i = 0; i < 3; i++)
        {
            await using (var context = await _host.Get<IDbContextFactory<AppDbContext>>().CreateDbContextAsync())
            await using (var transaction = await context.Database.BeginTransactionAsync())
            using (ApiKeyTransaction.Join(context))
            {
                Assert.That((await _host.Get<ApiKeyManager>().IssueAsync(Request, default)).Succeeded, Is.True);
                await transaction.CommitAsync();
            }

            Assert.That((await _host.Get<ApiKeyManager>().IssueAsync(Request, default)).Succeeded, Is.True);
        }

        Assert.That(await _host.Get<ApiKeyDirectory>().CountAsync(new ApiKeyListRequest(), ApiKeyActor.Host, default), Is.EqualTo(6));
    }

    [Test]
    public async Task Without_an_open_transaction_or_with_a_second_one_nothing_is_joined()
    {
        await using var context = await _host.Get<IDbContextFactory<AppDbContext>>().CreateDbContextAsync();
        Assert.That(() => ApiKeyTransaction.Join(context), Throws.InvalidOperationException.With.Message.Contains("BeginTransactionAsync"));
        await using var transaction = await context.Database.BeginTransactionAsync();
        using (ApiKeyTransaction.Join(context))
        {
            Assert.That(() => ApiKeyTransaction.Join(context), Throws.InvalidOperationException);
        }

        using (ApiKeyTransaction.Join(context))
        {
        }
    }
}
