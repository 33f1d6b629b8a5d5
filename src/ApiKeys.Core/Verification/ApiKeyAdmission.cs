using System.Diagnostics.CodeAnalysis;
using ApiKeys.Stores;

namespace ApiKeys.Verification;

/// <summary>What came of an admission.</summary>
/// <threadsafety>Immutable.</threadsafety>
public readonly struct ApiKeyAdmission
{
    private readonly IReadOnlyList<string>? _missingScopes;

    private ApiKeyAdmission(ApiKeyFailure? failure, IReadOnlyList<string>? missingScopes, RateLimitDecision? quota)
    {
        Failure = failure;
        _missingScopes = missingScopes;
        Quota = quota;
    }

    /// <summary>Whether the request may go on.</summary>
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool Succeeded => Failure is null;

    /// <summary>Why it may not.</summary>
    public ApiKeyFailure? Failure { get; }

    /// <summary>The endpoint's scopes that the key lacks; the key's other scopes are nobody's business.</summary>
    public IReadOnlyList<string> MissingScopes => _missingScopes ?? [];

    /// <summary>How things stand with the key's limits; <see langword="null"/> where it has none or they were not asked.</summary>
    public RateLimitDecision? Quota { get; }

    internal static ApiKeyAdmission Admitted(RateLimitDecision? quota) => new(null, null, quota);

    internal static ApiKeyAdmission Refused(ApiKeyFailure failure) => new(failure, null, null);

    internal static ApiKeyAdmission LacksScopes(IReadOnlyList<string> missing) =>
        new(ApiKeyFailure.Of(ApiKeyFailureReason.MissingScopes), missing, null);

    internal static ApiKeyAdmission OverLimit(RateLimitDecision quota) => new(ApiKeyFailure.Of(ApiKeyFailureReason.RateLimited), null, quota);
}
