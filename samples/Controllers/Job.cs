namespace Controllers;

/// <summary>A piece of work that a request has queued. It keeps the id of the key, never the key: the request is over when the work is done.</summary>
/// <param name="Id">The job's id.</param>
/// <param name="Kind">What is to be done.</param>
/// <param name="KeyId">The key whose request queued it.</param>
/// <param name="TenantId">The key's tenant.</param>
/// <param name="TraceParent">The request's trace (W3C Trace Context), which the work goes on with.</param>
/// <param name="QueuedAt">When it was queued.</param>
public sealed record Job(Guid Id, string Kind, string KeyId, string? TenantId, string? TraceParent, DateTimeOffset QueuedAt)
{
    public DateTimeOffset? FinishedAt { get; init; }

    public string Status => FinishedAt is null ? "queued" : "finished";
}
