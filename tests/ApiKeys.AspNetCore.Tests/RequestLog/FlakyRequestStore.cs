using System.Collections.Concurrent;
using ApiKeys.Stores;

namespace ApiKeys.AspNetCore.Tests.RequestLog;

/// <summary>A store of the request log that can be down.</summary>
internal sealed class FlakyRequestStore : IApiKeyRequestStore
{
    private readonly ConcurrentQueue<ApiKeyRequestEntry> _rows = new();
    private int _attempts;

    public bool IsDown { get; set; }

    public int Attempts => Volatile.Read(ref _attempts);

    public IReadOnlyCollection<ApiKeyRequestEntry> Rows => _rows;

    public ValueTask AddAsync(IReadOnlyList<ApiKeyRequestEntry> entries, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _attempts);
        if (IsDown)
        {
            throw new TimeoutException("the store is down");
        }

        foreach (var entry in entries)
        {
            _rows.Enqueue(entry);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<ApiKeyRequestEntry>> ListAsync(ApiKeyRequestQuery query, CancellationToken cancellationToken) => throw new TimeoutException("the store is down");

    public ValueTask ForgetAsync(IReadOnlyCollection<string> keyIds, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<int> PruneAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => ValueTask.FromResult(0);
}
