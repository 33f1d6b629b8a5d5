using ApiKeys.AspNetCore;
using Microsoft.AspNetCore.Mvc;

namespace Controllers;

/// <summary>An endpoint for keys: what it asks of one stands on it.</summary>
[ApiController, Route("v1/leads")]
public sealed class LeadsController : ControllerBase
{
    [HttpGet, RequireScopes("leads:read")]
    public object List() => new { tenantId = HttpContext.GetApiKey()!.TenantId, leads = new[] { new { id = "lead-1", name = "Maria Santos" } } };

    // [FromRoute], because the route's value is what is checked.
    [HttpGet("/v1/customers/{customerId}/leads"), RequireScopes("leads:read"), RequireCustomer("customerId")]
    public object ListOfCustomer([FromRoute] string customerId) => new { customerId, leads = Array.Empty<object>() };
}
