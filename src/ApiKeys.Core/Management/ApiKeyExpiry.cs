namespace ApiKeys.Management;

/// <summary>When a new key ends: by the host's default, never, after a time, or at an instant (CONTRACT C4).</summary>
/// <remarks>Nothing said and "never" are two things: a key without an end has to be asked for.</remarks>
public readonly record struct ApiKeyExpiry
{
    private readonly bool _isNever;
    private readonly TimeSpan? _lifetime;
    private readonly DateTimeOffset? _instant;
    private readonly DateOnly? _date;

    private ApiKeyExpiry(bool isNever, TimeSpan? lifetime, DateTimeOffset? instant, DateOnly? date)
    {
        _isNever = isNever;
        _lifetime = lifetime;
        _instant = instant;
        _date = date;
    }

    /// <summary>After the host's default life.</summary>
    public static ApiKeyExpiry Default => default;

    /// <summary>The key has no end.</summary>
    public static ApiKeyExpiry Never { get; } = new(true, null, null, null);

    /// <summary>The key ends some time after it is issued.</summary>
    /// <param name="lifetime">How long it lives.</param>
    public static ApiKeyExpiry After(TimeSpan lifetime) => new(false, lifetime, null, null);

    /// <summary>The key ends at an instant.</summary>
    /// <param name="instant">The first instant at which it is no longer valid.</param>
    public static ApiKeyExpiry At(DateTimeOffset instant) => new(false, null, instant, null);

    /// <summary>The key is valid up to and including a day, in UTC, unless <see cref="ApiKeyPolicyOptions.ExpiryRounding"/> says that it ends when the day begins.</summary>
    /// <param name="date">The day.</param>
    public static ApiKeyExpiry On(DateOnly date) => new(false, null, null, date);

    /// <summary>The instant in UTC; null where there is none. False where it is not in the future or lies beyond what a clock can show.</summary>
    internal bool TryResolve(DateTimeOffset now, TimeSpan? defaultLifetime, ExpiryRounding rounding, out DateTimeOffset? expiresAt)
    {
        expiresAt = _instant?.ToUniversalTime();
        if (_isNever || _instant is not null)
        {
            return expiresAt is null || expiresAt > now;
        }

        if (_date is { } date)
        {
            var midnight = new DateTimeOffset(date, TimeOnly.MinValue, TimeSpan.Zero);
            return TryRound(midnight, rounding == ExpiryRounding.StartOfDayUtc ? rounding : ExpiryRounding.EndOfDayUtc, now, out expiresAt);
        }

        if ((_lifetime ?? defaultLifetime) is not { } lifetime)
        {
            return true;
        }

        return lifetime > TimeSpan.Zero && lifetime <= DateTimeOffset.MaxValue - now && TryRound(now + lifetime, rounding, now, out expiresAt);
    }

    private static bool TryRound(DateTimeOffset instant, ExpiryRounding rounding, DateTimeOffset now, out DateTimeOffset? expiresAt)
    {
        var midnight = new DateTimeOffset(instant.UtcDateTime.Date, TimeSpan.Zero);
        if (rounding == ExpiryRounding.EndOfDayUtc && DateTimeOffset.MaxValue - midnight < TimeSpan.FromDays(1))
        {
            expiresAt = null;
            return false;
        }

        expiresAt = rounding switch
        {
            ExpiryRounding.EndOfDayUtc => midnight.AddDays(1),
            ExpiryRounding.StartOfDayUtc => midnight,
            _ => instant,
        };
        return expiresAt > now;
    }
}
