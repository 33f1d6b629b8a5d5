namespace ApiKeys.Management;

/// <summary>A secret that was just made: what is shown of it once, and what is stored.</summary>
/// <param name="Text">The key's text.</param>
/// <param name="SigningSecret">What a key that signs is signed with; null for a bearer key.</param>
/// <param name="Stored">What is stored.</param>
internal sealed record FreshSecret(ApiKeySecret Text, ApiKeySecret? SigningSecret, SecretVersion Stored)
{
    public IssuedApiKey Of(ApiKeyRecord record) => new(record, Text) { SigningSecret = SigningSecret };
}
