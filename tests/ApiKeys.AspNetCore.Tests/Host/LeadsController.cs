using Microsoft.AspNetCore.Mvc;

namespace ApiKeys.AspNetCore.Tests.Host;

/// <summary>The lanes' endpoint as an MVC controller.</summary>
[ApiController]
[Route("mvc/leads")]
[RequireScopes("leads:read")]
public sealed class LeadsController : ControllerBase
{
    [HttpGet]
    public string Get() => LaneHost.Answer(HttpContext);

    [HttpPost]
    [RequireScopes("leads:write")]
    public string Post([FromBody] Dictionary<string, string> body) => LaneHost.Answer(HttpContext) + body.Count;
}
