namespace ApiKeys.AspNetCore.Endpoints;

/// <summary>Marks the management endpoints, which start looks at: without a policy of the host they would be open to everybody.</summary>
internal sealed class ManagementMetadata(string prefix)
{
    /// <summary>The route prefix that the host chose.</summary>
    public string Prefix { get; } = prefix;
}
