namespace ApiKeys.Management;

/// <summary>What keys may be issued.</summary>
public sealed class ApiKeyPolicyOptions
{
    /// <summary>How long a key lives whose expiry was not said; <see langword="null"/>: it has no end.</summary>
    /// <value>Default: 90 days (CONTRACT P-1).</value>
    public TimeSpan? DefaultLifetime { get; set; } = TimeSpan.FromDays(90);

    /// <summary>The limits of a key whose limits were not said.</summary>
    /// <value>Default: 1,000 requests an hour, counted from the first (CONTRACT C14).</value>
    public IList<RateLimit> DefaultRateLimits { get; } = [RateLimit.PerHour(1000)];

    /// <summary>Whether a key may be issued without any limit, where that is asked for.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool AllowUnlimited { get; set; } = true;

    /// <summary>How long a key may live at most.</summary>
    /// <value>Default: 36,500 days (CONTRACT S-5).</value>
    public TimeSpan MaxLifetime { get; set; } = TimeSpan.FromDays(36_500);

    /// <summary>How short a life may be asked for.</summary>
    /// <value>Default: zero, any time.</value>
    public TimeSpan MinLifetime { get; set; }

    /// <summary>The lives that pages offer to choose from; those that may not be asked for are left out.</summary>
    /// <value>Default: 7, 30, 90 and 365 days.</value>
    public IList<TimeSpan> ExpiryPresets { get; } = [TimeSpan.FromDays(7), TimeSpan.FromDays(30), TimeSpan.FromDays(90), TimeSpan.FromDays(365)];

    /// <summary>At what time of the day a key ends that was given a lifetime or a date. An instant is never rounded.</summary>
    /// <value>Default: <see cref="ExpiryRounding.Exact"/>.</value>
    public ExpiryRounding ExpiryRounding { get; set; }

    /// <summary>Whether every key has to end.</summary>
    /// <value>Default: <see langword="false"/>: a key without an end can be asked for.</value>
    public bool ExpiryRequired { get; set; }

    /// <summary>How the end of a key may be changed after it was issued.</summary>
    /// <value>Default: <see cref="ExpiryEdit.ShortenOnly"/>.</value>
    public ExpiryEdit ExpiryEdit { get; set; } = ExpiryEdit.ShortenOnly;

    /// <summary>How many requests an hour a key's limits may admit at most, whatever their windows are; <see langword="null"/>: any number. A key has to have a limit then.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public long? MaxRequestsPerHour { get; set; }

    /// <summary>Whether a key without scope restriction can be asked for.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool AllowUnrestricted { get; set; } = true;

    /// <summary>What deleting a key means.</summary>
    /// <value>Default: <see cref="DeletionPolicy.Soft"/>.</value>
    public DeletionPolicy Deletion { get; set; }

    /// <summary>Whether keys can be given a new secret. Where they cannot, people make a second key and revoke the first.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool AllowRenewal { get; set; } = true;

    /// <summary>The short-lived keys to try things with.</summary>
    public TemporaryKeyOptions Temporary { get; } = new();

    /// <summary>How many keys a tenant may have that are neither revoked nor deleted; <see langword="null"/>: any number.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public int? MaxKeysPerTenant { get; set; }

    /// <summary>How long the old secret of a rotated key stays valid where nothing is said.</summary>
    /// <value>Default: 24 hours.</value>
    public TimeSpan RotationGrace { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How keys may prove themselves (CONTRACT C10). The first is that of a key whose mode was not said; a key keeps its mode for life.</summary>
    /// <value>Default: <see cref="ApiKeyMode.Bearer"/> alone.</value>
    public IList<ApiKeyMode> Modes { get; } = [ApiKeyMode.Bearer];
}
