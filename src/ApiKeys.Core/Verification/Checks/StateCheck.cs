namespace ApiKeys.Verification.Checks;

/// <summary>The key is neither deleted, nor revoked, nor disabled, nor before or after its time.</summary>
internal static class StateCheck
{
    public static ApiKeyFailure? Run(in CheckInput input) => input.Record.GetStatus(input.Now) switch
    {
        ApiKeyStatus.Active => null,
        ApiKeyStatus.Deleted => ApiKeyFailure.Of(ApiKeyFailureReason.Deleted),
        ApiKeyStatus.Revoked => ApiKeyFailure.Of(ApiKeyFailureReason.Revoked),
        ApiKeyStatus.Disabled => ApiKeyFailure.Of(ApiKeyFailureReason.Disabled),
        ApiKeyStatus.NotYetValid => ApiKeyFailure.Of(ApiKeyFailureReason.NotYetValid),
        _ => ApiKeyFailure.Of(ApiKeyFailureReason.Expired),
    };
}
