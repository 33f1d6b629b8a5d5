using ApiKeys.Management;

namespace ApiKeys.AspNetCore.Callers;

/// <summary>Who asks for a change of keys, or for a look at them.</summary>
/// <param name="Actor">What the domain calls them. The service role's has no tenant yet: it names one with each request.</param>
/// <param name="IsServiceRole">Whether it is one of the host's own services.</param>
internal sealed record ManagementCaller(ApiKeyActor Actor, bool IsServiceRole);
