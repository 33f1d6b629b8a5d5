using ApiKeys.Signing;
using Microsoft.Extensions.Options;

namespace ApiKeys.Verification;

/// <summary>Step 4 for a signed request: its key's signing key, its body, its signature, in this order.</summary>
internal sealed class SignatureComparer(SigningKeyVault vault, IOptions<ApiKeySigningOptions> options, TimeProvider time)
{
    /// <summary>Why a request is not proved to be the key holder's; null: it is.</summary>
    public async ValueTask<ApiKeyFailureReason?> CompareAsync(SignedRequest signed, ISignedBody body, VerifiedApiKey found, CancellationToken cancellationToken)
    {
        if (vault.Find(found.Id, found.Secret, out var key) is { } lost)
        {
            return lost;
        }

        if (key!.Scheme != signed.Scheme)
        {
            return ApiKeyFailureReason.WrongMode;
        }

        if (key.ApiKey != signed.ApiKey)
        {
            return ApiKeyFailureReason.WrongSignature;
        }

        var hash = new byte[P2sSignV1.SizeInBytes];
        if (await HashAsync(body, hash, cancellationToken).ConfigureAwait(false) is { } unreadable)
        {
            return unreadable;
        }

        var isSigned = signed.IsSignedBy(key.Bytes, hash);
        GC.KeepAlive(key);
        return isSigned ? null : ApiKeyFailureReason.WrongSignature;
    }

    private async ValueTask<ApiKeyFailureReason?> HashAsync(ISignedBody body, Memory<byte> hash, CancellationToken cancellationToken)
    {
        if (!body.CanExist)
        {
            return await body.HashAsync(hash, cancellationToken).ConfigureAwait(false);
        }

        using var deadline = new CancellationTokenSource(options.Value.BodyTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await body.HashAsync(hash, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ApiKeyFailureReason.UnreadableBody;
        }
    }
}
