namespace ApiKeys.Management;

/// <summary>What a change makes of a key: a new state, nothing (it is so already), no key at all, or errors.</summary>
internal readonly record struct Transition(ApiKeyRecord? After, bool IsDeletion, IReadOnlyList<ApiKeyError> Errors)
{
    public static Transition To(ApiKeyRecord after) => new(after, false, []);

    /// <summary>The end of a key, whose row goes (null) or stays for a while.</summary>
    public static Transition Deletion(ApiKeyRecord? after) => new(after, true, []);

    public static Transition Refused(IReadOnlyList<ApiKeyError> errors) => new(null, false, errors);

    public static Transition Conflict(string message) => Refused([new ApiKeyError(ApiKeyErrorCode.Conflict, null, message)]);

    public static Transition Invalid(string member, string message) => Refused([new ApiKeyError(ApiKeyErrorCode.Invalid, member, message)]);

    public static Transition NotAllowed(string message) => Refused([new ApiKeyError(ApiKeyErrorCode.NotAllowed, null, message)]);
}
