using System.Diagnostics;

namespace Controllers;

/// <summary>Does the jobs. Each is an activity of the trace that its request began, with the id of the key: who looks at a trace sees whose work it was.</summary>
internal sealed class JobWorker(JobStore jobs, TimeProvider time, ILogger<JobWorker> logger) : BackgroundService
{
    public static ActivitySource Source { get; } = new("Controllers.Jobs");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var id in jobs.Waiting(stoppingToken))
        {
            if (jobs.Find(id) is { } job)
            {
                Run(job);
            }
        }
    }

    private void Run(Job job)
    {
        using var activity = Source.StartActivity("job", ActivityKind.Consumer, job.TraceParent);
        activity?.SetTag("apikeys.key_id", job.KeyId);
        jobs.Finish(job, time.GetUtcNow());
        logger.LogInformation("Job {Job} of key {Key} is finished.", job.Id, job.KeyId);
    }
}
