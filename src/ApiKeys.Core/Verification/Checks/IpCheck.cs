namespace ApiKeys.Verification.Checks;

/// <summary>The client's address is on the key's list (CONTRACT S-25).</summary>
internal static class IpCheck
{
    public static ApiKeyFailure? Run(in CheckInput input) =>
        input.Record.AllowedIps is null || input.Record.AllowedIps.Contains(input.RemoteAddress)
            ? null
            : ApiKeyFailure.Of(ApiKeyFailureReason.IpNotAllowed);
}
