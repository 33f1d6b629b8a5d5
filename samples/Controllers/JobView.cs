namespace Controllers;

public sealed record JobView(Guid Id, string Kind, string KeyId, string Status, DateTimeOffset QueuedAt, DateTimeOffset? FinishedAt)
{
    public static JobView Of(Job job) => new(job.Id, job.Kind, job.KeyId, job.Status, job.QueuedAt, job.FinishedAt);
}
