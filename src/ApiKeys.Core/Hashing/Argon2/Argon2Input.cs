namespace ApiKeys.Hashing.Argon2;

/// <summary>What an Argon2 hash is made from (RFC 9106 section 3.1).</summary>
internal readonly ref struct Argon2Input
{
    public ReadOnlySpan<byte> Key { get; init; }

    public ReadOnlySpan<byte> Salt { get; init; }

    public ReadOnlySpan<byte> Secret { get; init; }

    public ReadOnlySpan<byte> AssociatedData { get; init; }
}
