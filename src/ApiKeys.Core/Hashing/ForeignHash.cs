namespace ApiKeys.Hashing;

/// <summary>Another system's hash as it is stored here.</summary>
/// <param name="Stored">The self-describing string.</param>
/// <param name="Format">How the other system wrote it, for people.</param>
/// <param name="Digest">The digest of the whole text, where that is all that the hash is: the key can be found by it.</param>
internal sealed record ForeignHash(string Stored, string Format, byte[]? Digest)
{
    public override string ToString() => $"{nameof(ForeignHash)} {Format}";
}
