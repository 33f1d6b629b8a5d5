namespace ApiKeys.Client;

/// <summary>The key that a client sends, and to whom.</summary>
public sealed class ApiKeyClientOptions
{
    /// <summary>The key. It comes from the host's secret store or from <see cref="EnvironmentVariableName"/>, never from source code.</summary>
    /// <value>Default: <see langword="null"/>. Visible ASCII characters.</value>
    public string? ApiKey { get; set; }

    /// <summary>The environment variable that holds the key. It is read at start, and only where <see cref="ApiKey"/> is empty.</summary>
    /// <value>Default: <see langword="null"/>: none is read.</value>
    public string? EnvironmentVariableName { get; set; }

    /// <summary>The header that holds the key and nothing else, such as <c>X-API-Key</c>.</summary>
    /// <value>Default: <see langword="null"/>: <c>Authorization: Bearer</c> (RFC 6750 section 2.1).</value>
    public string? HeaderName { get; set; }

    /// <summary>Whom the key is for: requests to any other scheme, host or port go without it.</summary>
    /// <value>Default: <see langword="null"/>: the origin of the client's <c>BaseAddress</c>. A client that has neither fails at its first use.</value>
    public Uri? Origin { get; set; }

    /// <summary>Whether the key may be sent without TLS to other machines, where everybody on the way can read it.</summary>
    /// <value>Default: <see langword="false"/>: such a request fails. Loopback is always allowed.</value>
    public bool AllowInsecureTransport { get; set; }
}
