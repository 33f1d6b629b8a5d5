namespace ApiKeys.Signing;

/// <summary>When a signature is accepted, and how the keys that check it are kept.</summary>
public sealed class ApiKeySigningOptions
{
    /// <summary>The scheme of keys that are issued from now on, where nothing else is asked for.</summary>
    /// <value>Default: <see cref="ApiKeySigningScheme.P2sSignV1"/>.</value>
    public ApiKeySigningScheme Scheme { get; set; }

    /// <summary>How long after its timestamp a signature is accepted (CONTRACT S-31).</summary>
    /// <value>Default: 30 seconds. At least 1 second, at most an hour.</value>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How far a timestamp may lie ahead of this server's clock (CONTRACT S-32).</summary>
    /// <value>Default: 5 seconds. At most an hour.</value>
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a body may take to arrive whose signature was fresh when the request began. It bounds for how long signatures have to be remembered.</summary>
    /// <value>Default: 60 seconds. At least 1 second, at most an hour.</value>
    public TimeSpan BodyTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Whether a signature is accepted only once. Switched off, whoever reads a request can send it again as long as it is fresh.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool RefuseReplays { get; set; } = true;

    /// <summary>The keys that signing keys are encrypted with by AES-GCM where they are stored. The last one encrypts, all of them decrypt: add a new one at the end to rotate.</summary>
    /// <value>Default: empty; hosts on ASP.NET Core use Data Protection then.</value>
    public IList<SigningProtectionKey> ProtectionKeys { get; } = [];

    // Nodes' clocks may differ by as much as a signature can live; a body that drips must not outlive the memory of its first copy. That copy may have come
    // without a body: an empty one, sent in chunks that let wait for them, has the same signature.
    internal TimeSpan RememberFor => (2 * (Lifetime + ClockSkew)) + BodyTimeout;
}
