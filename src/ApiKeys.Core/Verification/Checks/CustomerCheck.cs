namespace ApiKeys.Verification.Checks;

/// <summary>A request that names a customer gets keys of that customer, or of all (CONTRACT G-7).</summary>
internal static class CustomerCheck
{
    public static ApiKeyFailure? Run(in CheckInput input)
    {
        if (input.CustomerId is null || input.Record.CustomerIds is not { } customers)
        {
            return null;
        }

        foreach (var customer in customers)
        {
            if (string.Equals(customer, input.CustomerId, StringComparison.Ordinal))
            {
                return null;
            }
        }

        return ApiKeyFailure.Of(ApiKeyFailureReason.CustomerNotAllowed);
    }
}
