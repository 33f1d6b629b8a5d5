using ApiKeys.Diagnostics;
using ApiKeys.Hashing;
using Microsoft.Extensions.Logging;

namespace ApiKeys.Verification;

/// <summary>Step 4, after the comparison: what a verdict means for the request.</summary>
internal sealed class SecretJudge(TimeProvider time, ILogger logger)
{
    private readonly LogSlot _malformedHashes = new(time);

    public ApiKeyFailureReason? Run(HashVerdict? verdict, VerifiedApiKey? found)
    {
        if (verdict is null)
        {
            return ApiKeyFailureReason.HashingOverloaded;
        }

        if (found is null)
        {
            return ApiKeyFailureReason.UnknownKey;
        }

        // The text of a key that signs is public: nobody proves anything by it (ATTACKS AC-181).
        if (found.Record.Mode != ApiKeyMode.Bearer)
        {
            return ApiKeyFailureReason.WrongMode;
        }

        if (verdict is HashVerdict.Malformed && _malformedHashes.TryTake(out var suppressed))
        {
            Log.StoredHashMalformed(logger, found.Id, suppressed);
        }

        return verdict is HashVerdict.Match or HashVerdict.MatchNeedsRehash ? null : ApiKeyFailureReason.WrongSecret;
    }
}
