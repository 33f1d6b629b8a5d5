using System.Diagnostics.CodeAnalysis;

namespace ApiKeys.Verification;

/// <summary>What came of a verification: a key, or the reason why not.</summary>
/// <threadsafety>Immutable.</threadsafety>
public readonly struct ApiKeyVerification
{
    private readonly VerifiedApiKey? _refused;
    private readonly bool _isProved;

    private ApiKeyVerification(VerifiedApiKey? key, ApiKeyFailure? failure, VerifiedApiKey? refused, bool isProved)
    {
        Key = key;
        Failure = failure;
        _refused = refused;
        _isProved = isProved;
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
    public string? RefusedKeyId => _refused?.Id;

    /// <summary>The key whose secret was presented, be it good or refused; <see langword="null"/> where nobody has proved to hold one. Logs may name it; the caller of a refused one learns nothing of it.</summary>
    public VerifiedApiKey? Proved => Key ?? (_isProved ? _refused : null);

    /// <summary>The key is good.</summary>
    /// <param name="key">The key.</param>
    public static ApiKeyVerification Success(VerifiedApiKey key) => new(key, null, null, true);

    /// <summary>The key is refused.</summary>
    /// <param name="reason">Why.</param>
    public static ApiKeyVerification Refused(ApiKeyFailureReason reason) => new(null, ApiKeyFailure.Of(reason), null, false);

    internal static ApiKeyVerification Refused(ApiKeyFailure failure, VerifiedApiKey refused, bool isProved) => new(null, failure, refused, isProved);
}
