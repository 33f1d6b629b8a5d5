using ApiKeys.Signing;

namespace ApiKeys.Client;

/// <summary>The key that a client signs with, and how the server reads what was signed.</summary>
public sealed class SignedClientOptions
{
    /// <summary>The API key, the public part, which is sent.</summary>
    /// <value>Default: <see langword="null"/>. Visible ASCII characters.</value>
    public string? ApiKey { get; set; }

    /// <summary>The environment variable that holds the API key. It is read at start, and only where <see cref="ApiKey"/> is empty.</summary>
    /// <value>Default: <see langword="null"/>: none is read.</value>
    public string? ApiKeyEnvironmentVariableName { get; set; }

    /// <summary>The API key secret, which signs and is never sent. It comes from the host's secret store or from <see cref="SecretEnvironmentVariableName"/>, never from source code.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public string? Secret { get; set; }

    /// <summary>The environment variable that holds the secret. It is read at start, and only where <see cref="Secret"/> is empty.</summary>
    /// <value>Default: <see langword="null"/>: none is read.</value>
    public string? SecretEnvironmentVariableName { get; set; }

    /// <summary>How requests are signed, which the key decides: the scheme that it was issued with.</summary>
    /// <value>Default: <see cref="ApiKeySigningScheme.P2sSignV1"/>.</value>
    public ApiKeySigningScheme Scheme { get; set; }

    /// <summary>Whom the signatures are for: requests to any other scheme, host or port go unsigned. A signature of P2S-SIGN-V1 does not name the host, so another one could use it here.</summary>
    /// <value>Default: <see langword="null"/>: the origin of the client's <c>BaseAddress</c>. A client that has neither fails at its first use.</value>
    public Uri? Origin { get; set; }

    /// <summary>Whether the query is signed with the path by P2S-SIGN-V1 (CONTRACT S-32); by RFC 9421 it always is. It has to be what the server expects.</summary>
    /// <value>Default: <see langword="true"/>. SalesOS: <see langword="false"/>.</value>
    public bool SignsQuery { get; set; } = true;

    /// <summary>Put in front of the path before it is signed, and not sent: for a server that puts back what its proxy strips, when it is called past that proxy (CONTRACT S-32).</summary>
    /// <value>Default: empty. Begins with a slash and ends without one.</value>
    public string PathPrefix { get; set; } = "";

    /// <summary>Whether a refusal (401) whose <c>Date</c> is further than 5 seconds from this machine's clock corrects the clock that signs, and sends the request once more. It is
    /// believed over TLS and on loopback only: elsewhere, whoever is on the way could have requests signed for a time of its choice.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool CorrectClockSkew { get; set; } = true;
}
