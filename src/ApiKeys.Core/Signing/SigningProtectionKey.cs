namespace ApiKeys.Signing;

/// <summary>A key that encrypts signing keys where they are stored.</summary>
/// <param name="Id">Names the key in what it has encrypted: 1 to 32 letters, digits, hyphens.</param>
/// <param name="Secret">Thirty-two random bytes, from the host's secret store.</param>
public sealed record SigningProtectionKey(string Id, byte[] Secret)
{
    /// <summary>Names the key without its bytes.</summary>
    public override string ToString() => $"{nameof(SigningProtectionKey)} {Id}";
}
