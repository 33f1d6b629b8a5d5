namespace ApiKeys.Client;

/// <summary>How long a client waits when the server says <c>Retry-After</c> (RFC 9110 section 10.2.3).</summary>
public sealed class RetryAfterOptions
{
    /// <summary>How often a request is sent again at most.</summary>
    /// <value>Default: 3. From 1 to 100.</value>
    public int MaxRetries { get; set; } = 3;

    /// <summary>The longest wait for one try. A refusal that asks for a longer one is given to the caller at once.</summary>
    /// <value>Default: 60 seconds. At most a day. All waits count towards <see cref="HttpClient.Timeout"/>, 100 seconds by default.</value>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromSeconds(60);
}
