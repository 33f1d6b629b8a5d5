using System.Collections.ObjectModel;

namespace ApiKeys.Memory;

/// <summary>Lets records that are kept in memory share what is alike in them: most keys of a host have the same few scopes, limits, environments and tenants.</summary>
/// <remarks>Its owner sees to it that one uses it at a time. So many values are shared and no more, so that it never grows with the keys.</remarks>
internal sealed class RecordPool
{
    private const int MostValues = 1_024;
    private static readonly IReadOnlyList<RateLimit> NoLimits = [];
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<ScopeSet, ScopeSet> _scopes = [];
    private readonly Dictionary<IReadOnlyList<RateLimit>, IReadOnlyList<RateLimit>> _limits = new(SameLimits.Instance);

    /// <summary>The same record, made of shared parts.</summary>
    public ApiKeyRecord Share(ApiKeyRecord record)
    {
        var (tenantId, environment, createdBy) = (Share(record.TenantId), Share(record.Environment), Share(record.CreatedBy));
        var scopes = Share(_scopes, record.Scopes);
        var limits = record.RateLimits.Count == 0 ? NoLimits : Share(record.RateLimits);
        var metadata = record.Metadata.Count == 0 ? ReadOnlyDictionary<string, string>.Empty : record.Metadata;
        var secrets = Share(record.Secrets);
        var isShared = ReferenceEquals(tenantId, record.TenantId) && ReferenceEquals(environment, record.Environment) && ReferenceEquals(createdBy, record.CreatedBy)
            && ReferenceEquals(scopes, record.Scopes) && (limits.Count == 0 || ReferenceEquals(limits, record.RateLimits))
            && ReferenceEquals(metadata, record.Metadata) && ReferenceEquals(secrets, record.Secrets);
        return isShared
            ? record
            : record with { TenantId = tenantId, Environment = environment, CreatedBy = createdBy, Scopes = scopes, RateLimits = limits, Metadata = metadata, Secrets = secrets };
    }

    private IReadOnlyList<RateLimit> Share(IReadOnlyList<RateLimit> limits)
    {
        if (_limits.TryGetValue(limits, out var shared))
        {
            return shared;
        }

        if (_limits.Count < MostValues)
        {
            // A copy: what is shared is not the host's to change.
            IReadOnlyList<RateLimit> copy = [.. limits];
            _limits.Add(copy, copy);
        }

        return limits;
    }

    private IReadOnlyList<SecretVersion> Share(IReadOnlyList<SecretVersion> secrets)
    {
        // A prefix that is null stands for a hint that nobody has made.
        var isShared = secrets.All(secret => ReferenceEquals(Share(secret.Hint.Prefix), secret.Hint.Prefix));
        return isShared ? secrets : [.. secrets.Select(secret => secret with { Hint = secret.Hint with { Prefix = Share(secret.Hint.Prefix)! } })];
    }

    private string? Share(string? text) => text is null ? null : Share(_texts, text);

    private static T Share<T>(Dictionary<T, T> known, T value)
        where T : notnull
    {
        if (known.TryGetValue(value, out var shared))
        {
            return shared;
        }

        if (known.Count < MostValues)
        {
            known.Add(value, value);
        }

        return value;
    }

    private sealed class SameLimits : IEqualityComparer<IReadOnlyList<RateLimit>>
    {
        public static SameLimits Instance { get; } = new();

        public bool Equals(IReadOnlyList<RateLimit>? x, IReadOnlyList<RateLimit>? y) => x is not null && y is not null && x.SequenceEqual(y);

        public int GetHashCode(IReadOnlyList<RateLimit> limits)
        {
            var hash = default(HashCode);
            foreach (var limit in limits)
            {
                hash.Add(limit);
            }

            return hash.ToHashCode();
        }
    }
}
