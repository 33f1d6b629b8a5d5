using System.Collections.Concurrent;
using ApiKeys.Hashing;

namespace ApiKeys.Verification;

/// <summary>Step 4: a presented text against what is stored. An unknown id costs as much as a wrong secret.</summary>
internal sealed class SecretComparer(HasherRegistry hashers, SlowHashGate gate, SecretMatcher matcher)
{
    private readonly ConcurrentDictionary<(KeyDigest Text, long Version), Task<HashVerdict?>> _flights = new();

    /// <summary>What has become of a secret whose text was compared before and is no longer at hand; null where it is the same one still.</summary>
    public static ApiKeyFailureReason? CompareAgain(VerifiedApiKey presented, VerifiedApiKey? found)
    {
        if (found is null || !string.Equals(found.Id, presented.Id, StringComparison.Ordinal))
        {
            return ApiKeyFailureReason.UnknownKey;
        }

        // Not by the hash, which a use may have written anew: a lookup id names one secret for good.
        if (found.Secret.CreatedAt != presented.Secret.CreatedAt)
        {
            return ApiKeyFailureReason.WrongSecret;
        }

        return found.Record.Mode == presented.Record.Mode ? null : ApiKeyFailureReason.WrongMode;
    }

    /// <summary>The verdict, where nobody has to wait for it.</summary>
    public bool TryCompareNow(ReadOnlySpan<char> text, VerifiedApiKey found, out HashVerdict verdict)
    {
        verdict = HashVerdict.Mismatch;
        if (found.Record.Mode != ApiKeyMode.Bearer)
        {
            return false;
        }

        if (matcher.IsSlow(found))
        {
            verdict = HashVerdict.Match;
            return matcher.IsRemembered(text, found);
        }

        verdict = matcher.Compare(text, found, null);
        return true;
    }

    /// <summary>Costs what a comparison costs and matches nothing, where nobody has to wait for it.</summary>
    public bool TryCompareNothing(ReadOnlySpan<char> text)
    {
        if (hashers.IsSlow(null))
        {
            return false;
        }

        matcher.Compare(text, null, null);
        return true;
    }

    /// <summary>The verdict; null where it cannot be given at the moment.</summary>
    public ValueTask<HashVerdict?> CompareAsync(string text, VerifiedApiKey? found, CancellationToken cancellationToken)
    {
        // A key that signs has no hash of its text; presented as a token it costs what an unknown one costs.
        if (found is null || found.Record.Mode != ApiKeyMode.Bearer)
        {
            return CompareNothingAsync(text, null, cancellationToken);
        }

        if (!matcher.IsSlow(found))
        {
            return ValueTask.FromResult<HashVerdict?>(matcher.Compare(text, found, null));
        }

        return matcher.IsRemembered(text, found) ? ValueTask.FromResult<HashVerdict?>(HashVerdict.Match) : new ValueTask<HashVerdict?>(JoinAsync(text, found, cancellationToken));
    }

    /// <summary>Costs what a comparison costs and matches nothing; null where not even that can be done at the moment.</summary>
    /// <param name="text">The presented text.</param>
    /// <param name="like">The stored hash whose cost is meant; null: that of new ones.</param>
    /// <param name="cancellationToken">Ends the wait for a turn.</param>
    public ValueTask<HashVerdict?> CompareNothingAsync(string text, string? like, CancellationToken cancellationToken) => hashers.IsSlow(like)
        ? ComputeAsync(text, null, like, cancellationToken)
        : ValueTask.FromResult<HashVerdict?>(matcher.Compare(text, null, like));

    /// <summary>Whether a key's secret can be compared beside others, at less than their sum.</summary>
    public bool IsComparedTogether(VerifiedApiKey found) => hashers.IsComparedTogether(found.Secret.Hash);

    /// <summary>Which of several keys a text opens, compared together, in one turn; the verdict is null where it cannot be given at the moment.</summary>
    public async ValueTask<(HashVerdict? Verdict, VerifiedApiKey? Found)> CompareTogetherAsync(string text, IReadOnlyList<VerifiedApiKey> keys, CancellationToken cancellationToken)
    {
        foreach (var key in keys)
        {
            if (matcher.IsRemembered(text, key))
            {
                return (HashVerdict.Match, key);
            }
        }

        var place = await gate.RunAsync<int?>(() => matcher.CompareTogether(text, keys), cancellationToken).ConfigureAwait(false);
        return place switch
        {
            null => (null, null),
            < 0 => (HashVerdict.Mismatch, null),
            _ => (HashVerdict.Match, keys[place.Value]),
        };
    }

    // Whoever presents the same text at the same time shares one computation; a caller's cancellation ends its own wait alone.
    private Task<HashVerdict?> JoinAsync(string text, VerifiedApiKey found, CancellationToken cancellationToken)
    {
        var id = (matcher.Identify(text, found), found.Version);
        var landing = new TaskCompletionSource<HashVerdict?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var flight = _flights.GetOrAdd(id, landing.Task);
        if (flight == landing.Task)
        {
            _ = FlyAsync(id, text, found, landing);
        }

        return flight.WaitAsync(cancellationToken);
    }

    private async Task FlyAsync((KeyDigest, long) id, string text, VerifiedApiKey found, TaskCompletionSource<HashVerdict?> landing)
    {
        try
        {
            // Looked at again: the flight before this one may have landed in between.
            landing.SetResult(matcher.IsRemembered(text, found) ? HashVerdict.Match : await ComputeAsync(text, found, null, CancellationToken.None).ConfigureAwait(false));
        }
        catch (Exception exception)
        {
            landing.SetException(exception);
        }
        finally
        {
            _flights.TryRemove(id, out _);
        }
    }

    private ValueTask<HashVerdict?> ComputeAsync(string text, VerifiedApiKey? found, string? like, CancellationToken cancellationToken) =>
        gate.RunAsync<HashVerdict?>(() => matcher.Compare(text, found, like), cancellationToken);
}
