using System.Diagnostics.CodeAnalysis;

namespace ApiKeys.Memory;

/// <summary>A configured key to a record. Configuration is written by hand, so each complaint names the key and the member.</summary>
internal static class ConfiguredKeyReader
{
    public static bool TryRead(ConfiguredApiKey key, [NotNullWhen(true)] out ApiKeyRecord? record, [NotNullWhen(false)] out string? error)
    {
        record = null;
        error = Missing(key);
        var scopes = ScopeSet.None;
        IpAllowList? allowedIps = null;
        if (error is null && !key.Unrestricted)
        {
            ScopeSet.TryCreate(key.Scopes, out scopes, out error);
        }

        if (error is null && key.AllowedIps.Count > 0)
        {
            IpAllowList.TryCreate(key.AllowedIps, out allowedIps, out error);
        }

        if (error is not null)
        {
            error = $"The configured API key '{key.Id}' is not usable: {error}";
            return false;
        }

        record = Make(key, key.Unrestricted ? ScopeSet.Unrestricted : scopes!, allowedIps);
        return true;
    }

    private static string? Missing(ConfiguredApiKey key)
    {
        if (key.Id.Length == 0)
        {
            return "it has no Id.";
        }

        if (key.LookupId.Length == 0)
        {
            return "it has no LookupId.";
        }

        if (key.RateLimitPerHour < 1)
        {
            return "its RateLimitPerHour is below 1.";
        }

        return key.Hash.StartsWith('$') ? null : "its Hash does not begin with a dollar sign; put the hash there, never the key itself.";
    }

    // When a configured key was made or switched off is not known; the first instant says "always".
    private static ApiKeyRecord Make(ConfiguredApiKey key, ScopeSet scopes, IpAllowList? allowedIps) => new()
    {
        Id = key.Id,
        Name = key.Name ?? key.Id,
        TenantId = key.TenantId,
        Environment = key.Environment,
        Scopes = scopes,
        RateLimits = key.RateLimitPerHour is { } permits ? [RateLimit.PerHour(permits)] : [],
        AllowedIps = allowedIps,
        CustomerIds = key.CustomerIds.Count == 0 ? null : [.. key.CustomerIds],
        CreatedAt = DateTimeOffset.UnixEpoch,
        ExpiresAt = key.ExpiresAt?.ToUniversalTime(),
        DisabledAt = key.Disabled ? DateTimeOffset.UnixEpoch : null,
        Secrets = [new SecretVersion { LookupId = key.LookupId, Hash = key.Hash, CreatedAt = DateTimeOffset.UnixEpoch }],
    };
}
