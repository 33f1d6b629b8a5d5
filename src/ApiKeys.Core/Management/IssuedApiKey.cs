namespace ApiKeys.Management;

/// <summary>A new key: what is stored of it, and its text for the one time that it is shown.</summary>
/// <param name="Record">The key as it is stored.</param>
/// <param name="Secret">The key's text. Nothing can bring it back later.</param>
public sealed record IssuedApiKey(ApiKeyRecord Record, ApiKeySecret Secret);
