using ApiKeys.Hashing;

namespace ApiKeys.Management;

/// <summary>What may be imported.</summary>
public sealed class ApiKeyImportOptions
{
    /// <summary>The most iterations that a hash of <see cref="ApiKeyHashFormat.AspNetIdentity"/> may ask for. A wrong text costs them up to eight times.</summary>
    /// <value>Default: 1,000,000. From 1 to 2,000,000.</value>
    public int MaxIterations { get; set; } = 1_000_000;
}
