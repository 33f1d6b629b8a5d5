namespace ApiKeys.AspNetCore;

/// <summary>The endpoint asks for a key with scopes, all of them (CONTRACT S-13). Several of these add up.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class RequireScopesAttribute : ApiKeyRequirementAttribute
{
    /// <summary>Asks for scopes.</summary>
    /// <param name="scopes">The scopes, such as <c>leads:read</c>. None: any good key.</param>
    public RequireScopesAttribute(params string[] scopes)
    {
        ArgumentNullException.ThrowIfNull(scopes);
        Scopes = [.. scopes];
    }

    /// <summary>The scopes.</summary>
    public IReadOnlyList<string> Scopes { get; }

    /// <summary>The scopes, for logs.</summary>
    public override string ToString() => $"scopes {string.Join(", ", Scopes)}";
}
