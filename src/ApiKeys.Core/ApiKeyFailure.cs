namespace ApiKeys;

/// <summary>Why a key was refused, and what that asks of the caller.</summary>
/// <threadsafety>Immutable; every failure is made once.</threadsafety>
public sealed class ApiKeyFailure
{
    private static readonly ApiKeyFailure[] All = [.. Enum.GetValues<ApiKeyFailureReason>().Select(reason => new ApiKeyFailure(reason, KindOf(reason)))];
    private static readonly ApiKeyFailure EnvironmentForbidden = new(ApiKeyFailureReason.WrongEnvironment, ApiKeyFailureKind.Forbidden);

    private ApiKeyFailure(ApiKeyFailureReason reason, ApiKeyFailureKind kind)
    {
        Reason = reason;
        Kind = kind;
    }

    /// <summary>Why, in full: for logs, metrics and events, not for the caller.</summary>
    public ApiKeyFailureReason Reason { get; }

    /// <summary>What it asks of the caller.</summary>
    public ApiKeyFailureKind Kind { get; }

    /// <summary>The failure of a reason.</summary>
    /// <param name="reason">Why the request is refused.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="reason"/> is not a defined reason.</exception>
    public static ApiKeyFailure Of(ApiKeyFailureReason reason) => (uint)reason < (uint)All.Length
        ? All[(int)reason]
        : throw new ArgumentOutOfRangeException(nameof(reason), reason, "Not a defined reason.");

    /// <summary>The failure of a key from another environment, by the host's choice of status.</summary>
    internal static ApiKeyFailure OfEnvironment(ApiKeyFailureKind kind) =>
        kind == ApiKeyFailureKind.Forbidden ? EnvironmentForbidden : Of(ApiKeyFailureReason.WrongEnvironment);

    /// <summary>The reason's name.</summary>
    public override string ToString() => Reason.ToString();

    // Whoever has not proved possession of a valid key learns nothing but "401" (ATTACKS, decisions 3 and 7).
    private static ApiKeyFailureKind KindOf(ApiKeyFailureReason reason) => reason switch
    {
        ApiKeyFailureReason.IpNotAllowed or ApiKeyFailureReason.AddressDenied or ApiKeyFailureReason.CustomerNotAllowed or ApiKeyFailureReason.MissingScopes => ApiKeyFailureKind.Forbidden,
        ApiKeyFailureReason.RateLimited => ApiKeyFailureKind.RateLimited,
        ApiKeyFailureReason.StoreUnavailable or ApiKeyFailureReason.HashingOverloaded or ApiKeyFailureReason.SigningKeyUnavailable => ApiKeyFailureKind.Unavailable,
        ApiKeyFailureReason.BodyTooLarge => ApiKeyFailureKind.TooLarge,
        ApiKeyFailureReason.UnreadableBody => ApiKeyFailureKind.Unreadable,
        _ => ApiKeyFailureKind.Unauthorized,
    };
}
