using System.Diagnostics;
using ApiKeys.AspNetCore;
using Microsoft.AspNetCore.Mvc;

namespace Controllers;

/// <summary>Queues work, and shows which key has queued what.</summary>
[ApiController, Route("v1/jobs"), RequireScopes("jobs:run")]
public sealed class JobsController(JobStore jobs, TimeProvider time) : ControllerBase
{
    [HttpPost]
    public ActionResult<JobView> Queue(JobRequest request)
    {
        var job = new Job(Guid.CreateVersion7(time.GetUtcNow()), request.Kind, HttpContext.GetApiKeyId()!, HttpContext.GetApiKey()!.TenantId, Activity.Current?.Id, time.GetUtcNow());
        return jobs.TryAdd(job)
            ? AcceptedAtAction(nameof(Show), new { id = job.Id }, JobView.Of(job))
            : Problem("Too many jobs are waiting.", statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    [HttpGet("{id:guid}")]
    public ActionResult<JobView> Show(Guid id) => jobs.Find(id) is { } job && job.TenantId == HttpContext.GetApiKey()!.TenantId ? JobView.Of(job) : NotFound();

    /// <summary>The tenant's jobs; those of one key with <c>?key_id=</c>.</summary>
    [HttpGet]
    public IEnumerable<JobView> List([FromQuery(Name = "key_id")] string? keyId) => jobs.List(HttpContext.GetApiKey()!.TenantId, keyId).Select(JobView.Of);
}
