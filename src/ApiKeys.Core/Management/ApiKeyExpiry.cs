namespace ApiKeys.Management;

/// <summary>When a new key ends: by the host's default, never, after a time, or at an instant (CONTRACT C4).</summary>
/// <remarks>Nothing said and "never" are two things: a key without an end has to be asked for.</remarks>
public readonly record struct ApiKeyExpiry
{
    private readonly bool _isNever;
    private readonly TimeSpan? _lifetime;
    private readonly DateTimeOffset? _instant;

    private ApiKeyExpiry(bool isNever, TimeSpan? lifetime, DateTimeOffset? instant)
    {
        _isNever = isNever;
        _lifetime = lifetime;
        _instant = instant;
    }

    /// <summary>After the host's default life.</summary>
    public static ApiKeyExpiry Default => default;

    /// <summary>The key has no end.</summary>
    public static ApiKeyExpiry Never { get; } = new(true, null, null);

    /// <summary>The key ends some time after it is issued.</summary>
    /// <param name="lifetime">How long it lives.</param>
    public static ApiKeyExpiry After(TimeSpan lifetime) => new(false, lifetime, null);

    /// <summary>The key ends at an instant.</summary>
    /// <param name="instant">The first instant at which it is no longer valid.</param>
    public static ApiKeyExpiry At(DateTimeOffset instant) => new(false, null, instant);

    /// <summary>The instant in UTC; null where there is none, or where it lies beyond what a clock can show.</summary>
    internal bool TryResolve(DateTimeOffset now, TimeSpan? defaultLifetime, out DateTimeOffset? expiresAt)
    {
        expiresAt = _instant?.ToUniversalTime();
        if ((_isNever ? null : _lifetime ?? (_instant is null ? defaultLifetime : null)) is not { } lifetime)
        {
            return expiresAt is null || expiresAt > now;
        }

        if (lifetime <= TimeSpan.Zero || lifetime > DateTimeOffset.MaxValue - now)
        {
            return false;
        }

        expiresAt = now + lifetime;
        return true;
    }
}
