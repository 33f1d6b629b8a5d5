using System.Diagnostics.CodeAnalysis;

namespace ApiKeys.Verification;

/// <summary>What came of a verification: a key, or the reason why not.</summary>
/// <threadsafety>Immutable.</threadsafety>
public readonly struct ApiKeyVerification
{
    private ApiKeyVerification(VerifiedApiKey? key, ApiKeyFailure? failure, VerifiedApiKey? refused)
    {
        Key = key;
        Failure = failure;
        RefusedKeyId = refused?.Id;
        RefusedHint = failure is { Kind: ApiKeyFailureKind.Forbidden } ? refused?.Secret.Hint : null;
    }

    /// <summary>Whether the key is good.</summary>
    [MemberNotNullWhen(true, nameof(Key))]
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool Succeeded => Key is not null;

    /// <summary>The key, where it is good.</summary>
    public VerifiedApiKey? Key { get; }

    /// <summary>Why it is not.</summary>
    public ApiKeyFailure? Failure { get; }

    /// <summary>The id of the refused key, where the presented text named one that exists. For logs; the caller never learns it.</summary>
    public string? RefusedKeyId { get; }

    /// <summary>What the holder of the refused key knows it by; null unless the failure is <see cref="ApiKeyFailureKind.Forbidden"/>, before which the secret was right.</summary>
    public DisplayHint? RefusedHint { get; }

    /// <summary>The key is good.</summary>
    /// <param name="key">The key.</param>
    public static ApiKeyVerification Success(VerifiedApiKey key) => new(key, null, null);

    /// <summary>The key is refused.</summary>
    /// <param name="reason">Why.</param>
    public static ApiKeyVerification Refused(ApiKeyFailureReason reason) => new(null, ApiKeyFailure.Of(reason), null);

    internal static ApiKeyVerification Refused(ApiKeyFailure failure, VerifiedApiKey refused) => new(null, failure, refused);
}
