namespace ApiKeys.Signing;

/// <summary>What an HTTP message signature has to cover and to say (RFC 9421 section 3.2.1).</summary>
public sealed class ApiKeyMessageSignatureOptions
{
    /// <summary>
    /// What has to be covered: field names in lower case and derived components. <c>@target-uri</c> covers <c>@scheme</c>, <c>@authority</c>, <c>@path</c> and <c>@query</c>;
    /// <c>@request-target</c> covers <c>@path</c> and <c>@query</c>.
    /// </summary>
    /// <value>Default: <c>@method</c>, <c>@authority</c>, <c>@path</c>, <c>@query</c>. Behind a proxy that changes the Host header, add the forwarded-headers middleware or remove <c>@authority</c>.</value>
    public IList<string> RequiredComponents { get; } = ["@method", "@authority", "@path", "@query"];

    /// <summary>Whether a body has to be covered by <c>content-digest</c> with <c>sha-256</c> (RFC 9530). A digest that is covered is compared in any case.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool RequireContentDigest { get; set; } = true;

    /// <summary>Whether <c>nonce</c> has to be there. Without one, two equal requests in one second are a replay.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool RequireNonce { get; set; }

    /// <summary>The only <c>tag</c> that is taken; <see langword="null"/>: any, and none.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public string? Tag { get; set; }

    /// <summary>The label of the signature that is looked at; <see langword="null"/>: the one whose <c>keyid</c> begins like a key of this host, be it alone in that.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public string? Label { get; set; }
}
