using ApiKeys.Scopes;

namespace ApiKeys.Management;

/// <summary>A key gives no key more than it holds: what it makes and what it touches lies within itself (ATTACKS AC-096).</summary>
internal sealed class KeyCeiling(ScopeMatcher scopes)
{
    /// <summary>In what a key goes beyond another; empty where it does not.</summary>
    public List<ApiKeyError> Run(ApiKeyRecord? holder, ApiKeyRecord wanted)
    {
        var errors = new List<ApiKeyError>();
        if (holder is null)
        {
            return errors;
        }

        Add(!HasScopes(holder.Scopes, wanted.Scopes), nameof(wanted.Scopes), "scopes");
        Add(holder.RateLimits.Any(own => !wanted.RateLimits.Any(limit => IsWithin(limit, own))), nameof(wanted.RateLimits), "rate limits");
        Add(holder.ExpiresAt is { } end && (wanted.ExpiresAt is null || wanted.ExpiresAt > end), "Expiry", "end");
        Add(holder.AllowedIps is { } addresses && (wanted.AllowedIps is null || !addresses.Covers(wanted.AllowedIps)), nameof(wanted.AllowedIps), "addresses");
        Add(holder.CustomerIds is { } customers && (wanted.CustomerIds is null || wanted.CustomerIds.Except(customers, StringComparer.Ordinal).Any()), nameof(wanted.CustomerIds), "customers");
        Add(!string.Equals(holder.Environment, wanted.Environment, StringComparison.Ordinal), nameof(wanted.Environment), "environment");
        Add(!string.Equals(holder.TenantId, wanted.TenantId, StringComparison.Ordinal), nameof(wanted.TenantId), "tenant");
        return errors;

        void Add(bool isBeyond, string member, string what)
        {
            if (isBeyond)
            {
                errors.Add(new ApiKeyError(ApiKeyErrorCode.Forbidden, member, $"The {what} would go beyond those of the key that asks."));
            }
        }
    }

    // What an unrestricted key opens is for endpoints to say: where they have to opt in, it holds no scope by name.
    private bool HasScopes(ScopeSet held, ScopeSet wanted) =>
        wanted.IsUnrestricted ? held.IsUnrestricted : scopes.Grants(held, [.. wanted], endpointAllowsUnrestricted: false);

    // No more requests, and in no shorter time. A fixed window lets twice its permits through around its edge, a sliding one does not.
    private static bool IsWithin(RateLimit limit, RateLimit own) =>
        limit.Permits <= own.Permits && limit.Window >= own.Window && (limit.Algorithm == own.Algorithm || limit.Algorithm == RateLimitAlgorithm.Sliding);
}
