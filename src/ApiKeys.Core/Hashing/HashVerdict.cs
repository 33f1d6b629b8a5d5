namespace ApiKeys.Hashing;

/// <summary>What a hasher says of a presented key and a stored hash.</summary>
public enum HashVerdict
{
    /// <summary>The key is not the one that was stored.</summary>
    Mismatch = 0,

    /// <summary>It is the one.</summary>
    Match = 1,

    /// <summary>It is the one, and its stored hash is weaker or older than what is written today.</summary>
    MatchNeedsRehash = 2,

    /// <summary>The stored hash cannot be read, or asks for more work than is allowed: it matches nothing.</summary>
    Malformed = 3,
}
