using Microsoft.Extensions.Options;

namespace ApiKeys.Scopes;

/// <summary>Granted scopes against required ones: all of the required ones, or the list of what is missing.</summary>
internal sealed class ScopeMatcher(IOptions<ApiKeyScopeOptions> options)
{
    private const string WildcardEnd = ":*";
    private readonly ApiKeyScopeOptions _options = options.Value;

    /// <summary>Whether everything that is required is granted. Allocates nothing.</summary>
    public bool Grants(ScopeSet granted, IReadOnlyList<string> required, bool endpointAllowsUnrestricted)
    {
        if (granted.IsUnrestricted)
        {
            return required.Count == 0 || endpointAllowsUnrestricted || _options.UnrestrictedKeys == UnrestrictedKeyPolicy.AllEndpoints;
        }

        for (var i = 0; i < required.Count; i++)
        {
            if (!Covers(granted, required[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The required scopes that are not granted, in the endpoint's order.</summary>
    public IReadOnlyList<string> Missing(ScopeSet granted, IReadOnlyList<string> required) =>
        [.. required.Where(scope => !Covers(granted, scope))];

    /// <summary>What one set grants within the bounds of another: no more than either.</summary>
    public ScopeSet Narrow(ScopeSet granted, ScopeSet bounds)
    {
        if (bounds.IsUnrestricted)
        {
            return granted;
        }

        return granted.IsUnrestricted ? bounds : ScopeSet.Of([.. granted.Where(scope => Covers(bounds, scope)).Union(bounds.Where(scope => Covers(granted, scope)))]);
    }

    private bool Covers(ScopeSet granted, string scope) => granted.Contains(scope) || (_options.Wildcards && IsCovered(granted, scope));

    // Apart, because what a lambda captures is an object of its own.
    private static bool IsCovered(ScopeSet granted, string scope) => granted.Any(pattern => IsCoveredBy(scope, pattern));

    private static bool IsCoveredBy(string scope, string pattern) =>
        pattern.EndsWith(WildcardEnd, StringComparison.Ordinal)
        && scope.Length > pattern.Length - 1
        && scope.AsSpan().StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.Ordinal);
}
