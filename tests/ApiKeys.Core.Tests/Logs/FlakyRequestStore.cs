using System.Collections.Concurrent;
using ApiKeys.Stores;

namespace ApiKeys.Core.Tests.Logs;

/// <summary>A store of the request log that fails before or after it has done its work.</summary>
internal sealed class FlakyRequestStore : IApiKeyRequestStore
{
    private readonly ConcurrentDictionary<string, ApiKeyRequestEntry> _rows = new();

    public enum Fail
    {
        Never,
        BeforeTaking,
        AfterTaking,
    }

    public Fail Fault { get; set; }

    public int LargestBatch { get; private set; }

    public ICollection<ApiKeyRequestEntry> Rows => _rows.Values;

    public ValueTask AddAsync(IReadOnlyList<ApiKeyRequestEntry> entries, CancellationToken cancellationToken)
    {
        LargestBatch = Math.Max(LargestBatch, entries.Count);
        foreach (var entry in Fault == Fail.BeforeTaking ? [] : entries)
        {
            _rows.TryAdd(entry.Id, entry);
        }

        return Fault == Fail.Never ? ValueTask.CompletedTask : throw new TimeoutException("the answer never came");
    }

    public ValueTask<IReadOnlyList<ApiKeyRequestEntry>> ListAsync(ApiKeyRequestQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask ForgetAsync(IReadOnlyCollection<string> keyIds, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<int> PruneAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();
}
