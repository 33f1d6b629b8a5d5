using System.Diagnostics.CodeAnalysis;

namespace ApiKeys;

/// <summary>How a key proves itself, chosen when it is issued and fixed for its life (CONTRACT C10).</summary>
[SuppressMessage("Naming", "CA1720", Justification = "A signed request is the field's term; no number type is meant.")]
public enum ApiKeyMode
{
    /// <summary>The whole key is sent with each request.</summary>
    Bearer = 0,

    /// <summary>The key text is a public identifier, and each request carries a signature. Sent as a bearer token it is refused.</summary>
    Signed = 1,
}
