using ApiKeys.Hashing;

namespace ApiKeys.Verification;

/// <summary>
/// Steps 3 and 4 for a text that no ordinary lookup id leads to: it may be that of an imported key, at its first use. What is nobody's costs as much as what is
/// somebody's, and is remembered, so that it is looked for once in a while.
/// </summary>
internal sealed class ImportedKeyFinder(ImportCandidates imported, RecordLookup lookup, SecretComparer secrets, SecretJudge judge)
{
    private static readonly (ApiKeyFailureReason? Failure, VerifiedApiKey? Found) Unanswered = (ApiKeyFailureReason.StoreUnavailable, null);

    /// <summary>Whether a text with this public id was looked for everywhere just now, and not found.</summary>
    public bool IsNobodys(ReadOnlySpan<char> publicId) => imported.Memory.IsNobodys(publicId);

    public async ValueTask<(ApiKeyFailureReason? Failure, VerifiedApiKey? Found)> FindAsync(string text, string lookupId, CancellationToken cancellationToken)
    {
        if (imported.Memory.IsNobodys(lookupId))
        {
            return await NobodysAsync(text, cancellationToken).ConfigureAwait(false);
        }

        var began = imported.Memory.Generation;
        var (hasAnswer, candidates) = await lookup.AskAsync(imported.OfAsync(text, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (!hasAnswer)
        {
            return Unanswered;
        }

        var (wasCompared, answer) = await TryAsync(text, candidates!, cancellationToken).ConfigureAwait(false);
        answer ??= await TryAgainAsync(text, lookupId, cancellationToken).ConfigureAwait(false);
        if (answer is { } found)
        {
            return found;
        }

        imported.Memory.SayNobodys(lookupId, began);
        return wasCompared ? (ApiKeyFailureReason.UnknownKey, null) : await NobodysAsync(text, cancellationToken).ConfigureAwait(false);
    }

    // Several keys may share a hint: the one that the text opens is meant, and no other is told of.
    private async ValueTask<(bool WasCompared, (ApiKeyFailureReason? Failure, VerifiedApiKey? Found)? Answer)> TryAsync(string text, IReadOnlyList<string> candidates, CancellationToken cancellationToken)
    {
        var (alone, together) = (new List<VerifiedApiKey>(), new List<VerifiedApiKey>());
        foreach (var id in candidates)
        {
            var (hasAnswer, candidate) = await lookup.FindAsync(id, cancellationToken).ConfigureAwait(false);
            if (!hasAnswer)
            {
                return (false, Unanswered);
            }

            if (candidate is not null)
            {
                (secrets.IsComparedTogether(candidate) ? together : alone).Add(candidate);
            }
        }

        foreach (var candidate in alone)
        {
            var verdict = await secrets.CompareAsync(text, candidate, cancellationToken).ConfigureAwait(false);
            if (Answer(verdict, candidate) is { } answer)
            {
                return (true, answer);
            }
        }

        if (together.Count > 0)
        {
            var (verdict, found) = await secrets.CompareTogetherAsync(text, together, cancellationToken).ConfigureAwait(false);
            return (true, Answer(verdict, found ?? together[0]));
        }

        return (alone.Count > 0, null);
    }

    private (ApiKeyFailureReason? Failure, VerifiedApiKey? Found)? Answer(HashVerdict? verdict, VerifiedApiKey candidate)
    {
        var reason = judge.Run(verdict, candidate);
        return reason is ApiKeyFailureReason.WrongSecret ? null : (reason, reason is ApiKeyFailureReason.HashingOverloaded ? null : candidate);
    }

    // Its first use may have been on another node, since its ordinary lookup id was asked for.
    private async ValueTask<(ApiKeyFailureReason? Failure, VerifiedApiKey? Found)?> TryAgainAsync(string text, string lookupId, CancellationToken cancellationToken)
    {
        var (hasAnswer, record) = await lookup.AskAsync(imported.Memory.FindAgainAsync(lookupId, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (!hasAnswer)
        {
            return Unanswered;
        }

        if (record is null || RecordLookup.Candidate(record, lookupId) is not { } found)
        {
            return null;
        }

        return (judge.Run(await secrets.CompareAsync(text, found, cancellationToken).ConfigureAwait(false), found), found);
    }

    private async ValueTask<(ApiKeyFailureReason? Failure, VerifiedApiKey? Found)> NobodysAsync(string text, CancellationToken cancellationToken)
    {
        var (hasAnswer, example) = await lookup.AskAsync(imported.ExampleAsync(text, cancellationToken), cancellationToken).ConfigureAwait(false);
        var (hasLikeness, likeness) = example is null ? (hasAnswer, null) : await lookup.FindAsync(example, cancellationToken).ConfigureAwait(false);
        return hasLikeness
            ? (judge.Run(await secrets.CompareNothingAsync(text, likeness?.Secret.Hash, cancellationToken).ConfigureAwait(false), null), null)
            : Unanswered;
    }
}
