using ApiKeys.Management;
using ApiKeys.Memory;
using ApiKeys.Stores;
using ApiKeys.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.Core.Tests.Caching;

/// <summary>What another node changes is taken out of this node's cache, and as long as that works nothing is read twice.</summary>
[TestFixture]
public class ChangeListenerTests
{
    private static readonly ApiKeyActor Admin = new("admin", null, null);
    private SharedStore _shared = null!;
    private TestHost _here = null!;
    private TestHost _elsewhere = null!;

    [SetUp]
    public void SetUp()
    {
        _shared = new SharedStore();
        _here = Node();
        _elsewhere = Node();
    }

    [TearDown]
    public async Task TearDown()
    {
        await _here.DisposeAsync();
        await _elsewhere.DisposeAsync();
    }

    [Test]
    public async Task AC_078_a_revocation_on_another_node_holds_with_the_next_poll()
    {
        for (var round = 0; round < 50; round++)
        {
            var issued = await _here.IssueAsync();
            Assert.That(await _here.Listener.PollAsync(default), Is.True);
            Assert.That(await _here.ReasonAsync(issued.Secret.Reveal()), Is.Null);
            await _elsewhere.Manager.RevokeAsync(issued.Record.Id, null, Admin, default);
            Assert.That(await _here.ReasonAsync(issued.Secret.Reveal()), Is.Null, "nobody has told this node yet");
            Assert.That(await _here.Listener.PollAsync(default), Is.True);
            Assert.That(await _here.ReasonAsync(issued.Secret.Reveal()), Is.EqualTo(ApiKeyFailureReason.Revoked));
        }
    }

    [Test]
    public async Task AC_082_a_key_that_was_unknown_here_and_made_elsewhere_opens_with_the_next_poll()
    {
        await _here.Listener.PollAsync(default);
        var issued = await _elsewhere.IssueAsync();
        var record = issued.Record;
        await _elsewhere.Live.ApplyAsync(ApiKeyChange.Delete(record), default);
        await _here.Listener.PollAsync(default);
        Assert.That(await _here.ReasonAsync(issued.Secret.Reveal()), Is.EqualTo(ApiKeyFailureReason.UnknownKey));
        await _elsewhere.Live.ApplyAsync(ApiKeyChange.Add(record), default);
        Assert.That(await _here.ReasonAsync(issued.Secret.Reveal()), Is.EqualTo(ApiKeyFailureReason.UnknownKey));
        await _here.Listener.PollAsync(default);
        Assert.That(await _here.ReasonAsync(issued.Secret.Reveal()), Is.Null);
    }

    [Test]
    public async Task A_key_in_steady_use_is_read_once_a_minute_while_the_feed_is_read()
    {
        var issued = await _elsewhere.IssueAsync();
        await _here.Listener.PollAsync(default);
        for (var tick = 0; tick < 110; tick++)
        {
            Assert.That(await _here.ReasonAsync(issued.Secret.Reveal()), Is.Null);
            _here.Clock.Advance(TimeSpan.FromMilliseconds(500));
            await _here.Listener.PollAsync(default);
        }

        Assert.That(_here.Store.Reads, Is.EqualTo(1));
        _here.Clock.Advance(TimeSpan.FromSeconds(5));
        await _here.Listener.PollAsync(default);
        Assert.That(await _here.ReasonAsync(issued.Secret.Reveal()), Is.Null);
        Assert.That(_here.Store.Reads, Is.EqualTo(2), "what was changed past the library is seen within a minute");
    }

    [Test]
    public async Task FC_16_a_feed_that_cannot_be_read_leaves_nothing_believed_for_more_than_five_seconds()
    {
        var issued = await _elsewhere.IssueAsync();
        await _here.Listener.PollAsync(default);
        Assert.That(await _here.ReasonAsync(issued.Secret.Reveal()), Is.Null);
        _here.Clock.Advance(TimeSpan.FromSeconds(20));
        await _here.Listener.PollAsync(default);
        _shared.IsFeedDown = true;
        await _elsewhere.Manager.RevokeAsync(issued.Record.Id, null, Admin, default);
        _here.Clock.Advance(TimeSpan.FromSeconds(5) - TimeSpan.FromMilliseconds(1));
        Assert.That(await _here.Listener.PollAsync(default), Is.False);
        Assert.That(await _here.ReasonAsync(issued.Secret.Reveal()), Is.Null, "5 seconds after the last good read of the feed");
        _here.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.That(await _here.ReasonAsync(issued.Secret.Reveal()), Is.EqualTo(ApiKeyFailureReason.Revoked));
    }

    [Test]
    public async Task FC_16_a_node_that_was_away_too_long_forgets_everything()
    {
        var issued = await _elsewhere.IssueAsync();
        await _here.Listener.PollAsync(default);
        Assert.That(await _here.ReasonAsync(issued.Secret.Reveal()), Is.Null);
        await _elsewhere.Manager.RevokeAsync(issued.Record.Id, null, Admin, default);
        await _shared.PruneFeedAsync(DateTimeOffset.MaxValue, default);
        await _here.Listener.PollAsync(default);
        Assert.That(await _here.ReasonAsync(issued.Secret.Reveal()), Is.EqualTo(ApiKeyFailureReason.Revoked));
    }

    [Test]
    public async Task What_was_read_before_the_first_poll_is_not_kept_by_it()
    {
        var issued = await _elsewhere.IssueAsync();
        Assert.That(await _here.ReasonAsync(issued.Secret.Reveal()), Is.Null);
        await _elsewhere.Manager.RevokeAsync(issued.Record.Id, null, Admin, default);
        await _here.Listener.PollAsync(default);
        Assert.That(await _here.ReasonAsync(issued.Secret.Reveal()), Is.EqualTo(ApiKeyFailureReason.Revoked));
    }

    [Test]
    public async Task FC_26_a_read_that_began_before_a_change_elsewhere_leaves_nothing_behind()
    {
        var issued = await _elsewhere.IssueAsync();
        await _here.Listener.PollAsync(default);
        var gate = _here.Store.Gate = new ArrivalGate(2);
        var reading = Task.Run(() => _here.ReasonAsync(issued.Secret.Reveal()));
        Assert.That(() => gate.Arrived, Is.EqualTo(1).After(5_000, 1));
        _here.Store.Gate = null;
        await _elsewhere.Manager.RevokeAsync(issued.Record.Id, null, Admin, default);
        await _here.Listener.PollAsync(default);
        gate.Open();
        await reading;
        Assert.That(await _here.ReasonAsync(issued.Secret.Reveal()), Is.EqualTo(ApiKeyFailureReason.Revoked));
    }

    [Test]
    public async Task FC_04_what_is_denied_after_a_failed_revoke_is_denied_for_five_seconds_also_while_the_feed_is_read()
    {
        var issued = await _here.IssueAsync();
        await _here.Listener.PollAsync(default);
        _here.Store.Fault = StoreFault.ThrowBeforeCommit;
        Assert.That(async () => await _here.Manager.RevokeAsync(issued.Record.Id, null, Admin, default), Throws.InstanceOf<ApiKeyStoreUnavailableException>());
        _here.Store.Fault = StoreFault.None;
        await _here.Listener.PollAsync(default);
        Assert.That(await _here.ReasonAsync(issued.Secret.Reveal()), Is.EqualTo(ApiKeyFailureReason.UnknownKey));
        _here.Clock.Advance(TimeSpan.FromSeconds(5));
        await _here.Listener.PollAsync(default);
        Assert.That(await _here.ReasonAsync(issued.Secret.Reveal()), Is.Null);
    }

    [Test]
    public async Task AC_070_with_a_source_of_owners_the_feed_lengthens_nothing()
    {
        var owners = new Owners();
        await using var here = Node(owners);
        var issued = await _elsewhere.IssueAsync();
        await here.Listener.PollAsync(default);
        Assert.That(await here.ReasonAsync(issued.Secret.Reveal()), Is.Null);
        owners.Owner = new ApiKeyOwner { IsActive = false };
        here.Clock.Advance(TimeSpan.FromSeconds(5));
        await here.Listener.PollAsync(default);
        Assert.That(await here.ReasonAsync(issued.Secret.Reveal()), Is.EqualTo(ApiKeyFailureReason.Disabled));
    }

    private TestHost Node(IApiKeyOwnerSource? owners = null) => new(keys =>
    {
        keys.AddStore(_ => _shared.Keys);
        keys.Services.AddSingleton<IApiKeyChangeFeed>(_shared);
        if (owners is not null)
        {
            keys.Services.AddSingleton(owners);
        }
    });

    private sealed class Owners : IApiKeyOwnerSource
    {
        public ApiKeyOwner Owner { get; set; } = ApiKeyOwner.Active;

        public ValueTask<ApiKeyOwner> FindAsync(ApiKeyRecord record, CancellationToken cancellationToken) => ValueTask.FromResult(Owner);
    }

    /// <summary>A store in memory that several nodes share, with a feed of its changes.</summary>
    private sealed class SharedStore : IApiKeyChangeFeed
    {
        private readonly List<ChangeFeedEntry> _entries = [];
        private long _position;

        public SharedStore() => Keys = new Recorder(new InMemoryApiKeyStore(new InMemoryUsageStore()), this);

        public IApiKeyStore Keys { get; }

        public bool IsFeedDown { get; set; }

        public void Add(ApiKeyChange change)
        {
            var lookupIds = new[] { change.Before, change.Record }.SelectMany(record => record?.Secrets ?? []).Select(secret => secret.LookupId).Distinct().ToList();
            _entries.Add(new ChangeFeedEntry(++_position, change.Id, lookupIds));
        }

        public ValueTask<ChangeFeedPage> ReadAsync(long after, int limit, CancellationToken cancellationToken)
        {
            if (IsFeedDown)
            {
                throw new TimeoutException();
            }

            var first = _entries.Count == 0 ? _position + 1 : _entries[0].Position;
            var page = _entries.Where(entry => entry.Position > after).Take(limit).ToList();
            return ValueTask.FromResult(after + 1 < first ? new ChangeFeedPage([], true, _position) : new ChangeFeedPage(page, false, page.Count == 0 ? after : page[^1].Position));
        }

        public ValueTask<long> GetPositionAsync(CancellationToken cancellationToken) => ValueTask.FromResult(_position);

        public ValueTask PruneFeedAsync(DateTimeOffset before, CancellationToken cancellationToken)
        {
            _entries.Clear();
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Recorder(IApiKeyStore inner, SharedStore feed) : IApiKeyStore
    {
        public ValueTask<ApiKeyRecord?> FindByLookupIdAsync(string lookupId, CancellationToken cancellationToken) => inner.FindByLookupIdAsync(lookupId, cancellationToken);

        public ValueTask<ApiKeyRecord?> FindByIdAsync(string id, CancellationToken cancellationToken) => inner.FindByIdAsync(id, cancellationToken);

        public ValueTask<IReadOnlyList<ApiKeyRecord>> ListAsync(ApiKeyQuery query, CancellationToken cancellationToken) => inner.ListAsync(query, cancellationToken);

        public ValueTask<long> CountAsync(ApiKeyQuery query, CancellationToken cancellationToken) => inner.CountAsync(query, cancellationToken);

        public async ValueTask<ApiKeyChangeOutcome> ApplyAsync(ApiKeyChange change, CancellationToken cancellationToken)
        {
            var outcome = await inner.ApplyAsync(change, cancellationToken);
            if (outcome == ApiKeyChangeOutcome.Applied)
            {
                feed.Add(change);
            }

            return outcome;
        }

        public ValueTask<IdempotencyEntry?> FindIdempotentAsync(string key, CancellationToken cancellationToken) => inner.FindIdempotentAsync(key, cancellationToken);

        public ValueTask<IReadOnlyList<string>> PruneAsync(ApiKeyPruning pruning, CancellationToken cancellationToken) => inner.PruneAsync(pruning, cancellationToken);
    }
}
