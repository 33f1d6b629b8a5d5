using System.Runtime.CompilerServices;
using System.Text;
using ApiKeys.Format;
using ApiKeys.Hashing;

namespace ApiKeys.Verification;

/// <summary>The comparisons themselves, on the caller's thread, and what is kept of them.</summary>
internal sealed class SecretMatcher(HasherRegistry hashers, VerifiedKeyCache verified, SecretRehasher rehasher)
{
    /// <summary>Whether the comparison with a key is slow.</summary>
    public bool IsSlow(VerifiedApiKey found) => HashOf(found).IsSlow;

    /// <summary>Names a presented text beside a key, without keeping the text.</summary>
    public KeyDigest Identify(string text, VerifiedApiKey found)
    {
        Span<byte> bytes = stackalloc byte[KeyTemplate.MaxKeyLength];
        bytes = bytes[..Encoding.ASCII.GetBytes(text, bytes)];
        var digest = verified.Identify(bytes, found.Id);
        bytes.Clear();
        return digest;
    }

    /// <summary>Whether the text was compared to this state of the key before, and matched.</summary>
    public bool IsRemembered(ReadOnlySpan<char> text, VerifiedApiKey found)
    {
        Span<byte> bytes = stackalloc byte[KeyTemplate.MaxKeyLength];
        bytes = bytes[..Encoding.ASCII.GetBytes(text, bytes)];
        var isRemembered = verified.Contains(bytes, found.Record, found.Secret.Hash) && !rehasher.IsDue(found.Secret.LookupId);
        bytes.Clear();
        return isRemembered;
    }

    /// <summary>Compares a text to a key, or to nothing at the cost of <paramref name="like"/>.</summary>
    [SkipLocalsInit]
    public HashVerdict Compare(ReadOnlySpan<char> text, VerifiedApiKey? found, string? like)
    {
        Span<byte> bytes = stackalloc byte[KeyTemplate.MaxKeyLength];
        bytes = bytes[..Encoding.ASCII.GetBytes(text, bytes)];
        try
        {
            if (found is null)
            {
                hashers.VerifyNothing(bytes, like);
                return HashVerdict.Mismatch;
            }

            return Keep(text, bytes, found, HashOf(found).Verify(bytes));
        }
        finally
        {
            bytes.Clear();
        }
    }

    /// <summary>The place of the first key that a text opens, of those that are compared together; -1 where it opens none.</summary>
    public int CompareTogether(string text, IReadOnlyList<VerifiedApiKey> keys)
    {
        Span<byte> bytes = stackalloc byte[KeyTemplate.MaxKeyLength];
        bytes = bytes[..Encoding.ASCII.GetBytes(text, bytes)];
        try
        {
            var place = hashers.VerifyTogether(bytes, keys.Select(key => key.Secret.Hash).ToArray());
            if (place >= 0)
            {
                Keep(text, bytes, keys[place], HashVerdict.Match);
            }

            return place;
        }
        finally
        {
            bytes.Clear();
        }
    }

    // What was slow to find out is remembered, and what is stored in another way than new secrets is written anew.
    private HashVerdict Keep(ReadOnlySpan<char> text, ReadOnlySpan<byte> bytes, VerifiedApiKey found, HashVerdict verdict)
    {
        if (verdict is HashVerdict.Match or HashVerdict.MatchNeedsRehash && IsSlow(found))
        {
            verified.Add(bytes, found.Record, found.Secret.Hash);
        }

        if (verdict == HashVerdict.MatchNeedsRehash || (verdict == HashVerdict.Match && found.Secret.ImportedFormat is not null))
        {
            rehasher.Begin(text.ToString(), found);
        }

        return verdict;
    }

    private PreparedHash HashOf(VerifiedApiKey found) => found.Hash ??= hashers.Prepare(found.Id, found.Secret.Hash);
}
