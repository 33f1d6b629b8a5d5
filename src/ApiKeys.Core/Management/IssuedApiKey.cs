namespace ApiKeys.Management;

/// <summary>A new key: what is stored of it, and its text for the one time that it is shown. The text of a key that signs is its public part.</summary>
/// <param name="Record">The key as it is stored.</param>
/// <param name="Secret">The key's text. Nothing can bring it back later.</param>
public sealed record IssuedApiKey(ApiKeyRecord Record, ApiKeySecret Secret)
{
    /// <summary>What a key that signs is signed with (CONTRACT S-30): its second value, shown once like the first and never sent; <see langword="null"/> for a bearer key.</summary>
    public ApiKeySecret? SigningSecret { get; init; }
}
