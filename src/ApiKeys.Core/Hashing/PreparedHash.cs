namespace ApiKeys.Hashing;

/// <summary>A stored string of one key that was read once, for the many requests that are compared to it.</summary>
/// <threadsafety>Immutable.</threadsafety>
internal abstract class PreparedHash
{
    /// <summary>Whether the comparison is slow.</summary>
    public virtual bool IsSlow => false;

    /// <summary>Compares a presented key.</summary>
    /// <param name="key">The presented text, in ASCII.</param>
    public abstract HashVerdict Verify(ReadOnlySpan<byte> key);
}
