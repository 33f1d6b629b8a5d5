namespace ApiKeys.Management;

/// <summary>What came of a request that may be repeated.</summary>
/// <param name="Record">The key; where the request is a repetition, the one that the first made, as it is now.</param>
/// <param name="Secret">The key's text; <see langword="null"/> where the request is a repetition: a text is shown once.</param>
public sealed record IssuedOnceApiKey(ApiKeyRecord Record, ApiKeySecret? Secret)
{
    /// <summary>What a key that signs is signed with; <see langword="null"/> for a bearer key, and where the request is a repetition.</summary>
    public ApiKeySecret? SigningSecret { get; init; }
}
