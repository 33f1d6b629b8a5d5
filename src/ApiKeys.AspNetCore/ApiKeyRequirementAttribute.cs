using Microsoft.AspNetCore.Authorization;

namespace ApiKeys.AspNetCore;

/// <summary>Something that an endpoint asks of a key. Usable on controllers, actions, hubs and, as metadata, on any endpoint.</summary>
/// <remarks>
/// It is authorization data as well as a requirement: with the requirement alone, a pipeline without <c>UseAuthorization()</c> would let every request pass.
/// </remarks>
public abstract class ApiKeyRequirementAttribute : Attribute, IAuthorizeData, IAuthorizationRequirementData
{
    private protected ApiKeyRequirementAttribute()
    {
    }

    /// <summary>The schemes that may bring the key.</summary>
    /// <value>Default: <c>ApiKey</c>.</value>
    public string? AuthenticationSchemes { get; set; } = ApiKeyDefaults.AuthenticationScheme;

    string? IAuthorizeData.Policy { get; set; }

    string? IAuthorizeData.Roles { get; set; }

    IEnumerable<IAuthorizationRequirement> IAuthorizationRequirementData.GetRequirements() => [new ApiKeyRequirement(this)];
}
