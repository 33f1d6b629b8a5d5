using ApiKeys.Signing;

namespace ApiKeys.AspNetCore;

/// <summary>How signed requests are read. When a signature is accepted is said by <c>ConfigureSigning</c>.</summary>
public sealed class ApiKeySignedRequestOptions
{
    /// <summary>Which part of the target is signed.</summary>
    /// <value>Default: <see cref="ApiKeySignedTarget.PathAndQuery"/>.</value>
    public ApiKeySignedTarget Target { get; set; }

    /// <summary>What HTTP message signatures have to cover.</summary>
    public ApiKeyMessageSignatureOptions MessageSignatures { get; } = new();

    /// <summary>What a proxy has taken off the front of the path that clients sign, such as <c>/functions</c>; it is put there again before the signature is checked.</summary>
    /// <value>Default: empty, the path is signed as this server received it. A path base of the host's own (<c>UsePathBase</c>) is part of that.</value>
    public string TargetPrefix { get; set; } = "";

    /// <summary>How long a signed body may be. A longer one is answered with 413.</summary>
    /// <value>Default: 10 MiB (10,485,760 bytes).</value>
    public long MaxBodyBytes { get; set; } = 10 * 1024 * 1024;

    /// <summary>How much of a body is kept in memory between its check and the endpoint; what is longer goes to a file in the folder <c>ASPNETCORE_TEMP</c>, which is deleted with the request.</summary>
    /// <value>Default: 64 KiB (65,536 bytes). At most 1 MiB.</value>
    public int BodyMemoryBytes { get; set; } = 64 * 1024;

    /// <summary>Whether a refused signature is answered with what the server saw: method, target, timestamp and the body's hash. Never a key.</summary>
    /// <value>Default: <see langword="null"/>, in the environment <c>Development</c> alone.</value>
    public bool? Explain { get; set; }
}
