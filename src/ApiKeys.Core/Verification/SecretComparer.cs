using System.Runtime.InteropServices;
using System.Text;
using ApiKeys.Format;
using ApiKeys.Hashing;

namespace ApiKeys.Verification;

/// <summary>Step 4: a presented text against what is stored. An unknown id costs as much as a wrong secret.</summary>
internal sealed class SecretComparer(HasherRegistry hashers, VerifiedKeyCache verified, SlowHashGate gate)
{
    /// <summary>The verdict; null where it cannot be given at the moment.</summary>
    public ValueTask<HashVerdict?> CompareAsync(string text, VerifiedApiKey? found, CancellationToken cancellationToken) =>
        hashers.IsSlow(found?.Secret.Hash) ? CompareSlowlyAsync(text, found, cancellationToken) : ValueTask.FromResult<HashVerdict?>(Compare(text, found));

    /// <summary>What has become of a secret whose text was compared before and is no longer at hand; null where it is the same one still.</summary>
    public static ApiKeyFailureReason? CompareAgain(VerifiedApiKey presented, VerifiedApiKey? found)
    {
        if (found is null || !string.Equals(found.Id, presented.Id, StringComparison.Ordinal))
        {
            return ApiKeyFailureReason.UnknownKey;
        }

        if (!FixedTime.AreEqual(MemoryMarshal.AsBytes(presented.Secret.Hash.AsSpan()), MemoryMarshal.AsBytes(found.Secret.Hash.AsSpan())))
        {
            return ApiKeyFailureReason.WrongSecret;
        }

        return found.Record.Mode == presented.Record.Mode ? null : ApiKeyFailureReason.WrongMode;
    }

    private async ValueTask<HashVerdict?> CompareSlowlyAsync(string text, VerifiedApiKey? found, CancellationToken cancellationToken)
    {
        if (IsRemembered(text, found))
        {
            return HashVerdict.Match;
        }

        if (!await gate.TryEnterAsync(cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        try
        {
            // Looked at again: somebody may have paid for this key while this request waited.
            return IsRemembered(text, found) ? HashVerdict.Match : Compare(text, found);
        }
        finally
        {
            gate.Leave();
        }
    }

    private bool IsRemembered(string text, VerifiedApiKey? found)
    {
        Span<byte> bytes = stackalloc byte[KeyTemplate.MaxKeyLength];
        bytes = bytes[..Encoding.ASCII.GetBytes(text, bytes)];
        var isRemembered = found is not null && verified.Contains(bytes, found.Record, found.Secret.Hash);
        bytes.Clear();
        return isRemembered;
    }

    private HashVerdict Compare(string text, VerifiedApiKey? found)
    {
        Span<byte> bytes = stackalloc byte[KeyTemplate.MaxKeyLength];
        bytes = bytes[..Encoding.ASCII.GetBytes(text, bytes)];
        try
        {
            if (found is null)
            {
                hashers.VerifyNothing(bytes);
                return HashVerdict.Mismatch;
            }

            var verdict = hashers.Verify(bytes, found.Id, found.Secret.Hash);
            if (verdict is HashVerdict.Match or HashVerdict.MatchNeedsRehash && hashers.IsSlow(found.Secret.Hash))
            {
                verified.Add(bytes, found.Record, found.Secret.Hash);
            }

            return verdict;
        }
        finally
        {
            bytes.Clear();
        }
    }
}
