using ApiKeys.Signing;

namespace ApiKeys.AspNetCore.Requests;

/// <summary>What was found in the places of a key.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Key">The presented text, where it is a key; otherwise empty. It is a part of the header and no copy.</param>
internal readonly record struct ApiKeyCredential(ApiKeyCredentialKind Kind, ReadOnlyMemory<char> Key)
{
    public ApiKeyCredential(ApiKeyCredentialKind kind)
        : this(kind, default)
    {
    }

    /// <summary>What was signed, where it is a signature.</summary>
    public SignedRequest? Signed { get; init; }

    /// <summary>What is wrong with a signature, for developers.</summary>
    public string? Complaint { get; init; }

    public override string ToString() => Kind.ToString();
}
