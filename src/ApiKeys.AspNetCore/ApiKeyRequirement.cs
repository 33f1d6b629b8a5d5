using Microsoft.AspNetCore.Authorization;

namespace ApiKeys.AspNetCore;

/// <summary>What the platform's authorization carries from an endpoint's metadata to the library's handler.</summary>
internal sealed class ApiKeyRequirement(ApiKeyRequirementAttribute source) : IAuthorizationRequirement
{
    public ApiKeyRequirementAttribute Source { get; } = source;

    public override string ToString() => Source.ToString() ?? "";
}
