namespace ApiKeys.Timing.Hosting;

/// <summary>A key with everything that only its holder knows.</summary>
/// <param name="Text">The key.</param>
/// <param name="SigningSecret">What it signs with; empty for a key that is sent itself.</param>
/// <param name="Record">What was stored when it was issued.</param>
internal sealed record IssuedKey(string Text, string SigningSecret, ApiKeyRecord Record);
