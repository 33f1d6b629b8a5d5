namespace ApiKeys.Scopes;

/// <summary>What scopes there are and how they are compared.</summary>
public sealed class ApiKeyScopeOptions
{
    /// <summary>The scopes that the host knows.</summary>
    /// <value>Default: empty, any scope goes.</value>
    public ScopeCatalogue Scopes { get; } = [];

    /// <summary>Whether a granted <c>leads:*</c> covers <c>leads:read</c>. The star stands for one or more whole segments at the end, never for part of one.</summary>
    /// <value>Default: <see langword="false"/>, a star is a character like any other.</value>
    public bool Wildcards { get; set; }

    /// <summary>What an empty list of scopes means where a key is asked for by a list. In code <see cref="ScopeSet.None"/> and <see cref="ScopeSet.Unrestricted"/> say it themselves.</summary>
    /// <value>Default: <see cref="EmptyScopes.DenyAll"/>.</value>
    public EmptyScopes EmptyScopes { get; set; }

    /// <summary>What a key without scope restriction opens.</summary>
    /// <value>Default: <see cref="UnrestrictedKeyPolicy.EndpointsThatOptIn"/>.</value>
    public UnrestrictedKeyPolicy UnrestrictedKeys { get; set; }
}
