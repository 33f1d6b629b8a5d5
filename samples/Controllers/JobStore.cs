using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Controllers;

/// <summary>The jobs, and the line in which they wait. A real service keeps them in its database.</summary>
public sealed class JobStore
{
    private const int Capacity = 1_000;
    private readonly ConcurrentDictionary<Guid, Job> _jobs = new();
    private readonly Channel<Guid> _waiting = Channel.CreateBounded<Guid>(Capacity);

    public IAsyncEnumerable<Guid> Waiting(CancellationToken cancellationToken) => _waiting.Reader.ReadAllAsync(cancellationToken);

    /// <summary>Adds a job; false where too many wait.</summary>
    public bool TryAdd(Job job)
    {
        _jobs[job.Id] = job;
        if (_waiting.Writer.TryWrite(job.Id))
        {
            return true;
        }

        _jobs.TryRemove(job.Id, out _);
        return false;
    }

    public Job? Find(Guid id) => _jobs.GetValueOrDefault(id);

    /// <summary>A tenant's jobs, newest first; those of one key where it is named.</summary>
    public IReadOnlyList<Job> List(string? tenantId, string? keyId) =>
        [.. _jobs.Values.Where(job => job.TenantId == tenantId && (keyId is null || job.KeyId == keyId)).OrderByDescending(job => job.QueuedAt).ThenBy(job => job.Id)];

    public void Finish(Job job, DateTimeOffset at) => _jobs[job.Id] = job with { FinishedAt = at };
}
