using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace ApiKeys.AspNetCore.Tests.Host;

/// <summary>A controller without metadata of its own: only a global filter of the host guards it.</summary>
[ApiController]
[Route("mvc/plain")]
public sealed class PlainController : ControllerBase
{
    [HttpGet]
    public string Get() => LaneHost.Answer(HttpContext);

    [HttpGet("anonymous")]
    [AllowAnonymous]
    public string GetAnonymous() => LaneHost.Answer(HttpContext);
}
