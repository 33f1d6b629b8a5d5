namespace ApiKeys.Verification.Checks;

/// <summary>A request that names a tenant gets that tenant's keys alone.</summary>
internal static class TenantCheck
{
    public static ApiKeyFailure? Run(in CheckInput input) =>
        input.TenantId is null || string.Equals(input.TenantId, input.Record.TenantId, StringComparison.Ordinal)
            ? null
            : ApiKeyFailure.Of(ApiKeyFailureReason.WrongTenant);
}
