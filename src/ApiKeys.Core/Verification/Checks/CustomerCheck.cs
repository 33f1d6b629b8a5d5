namespace ApiKeys.Verification.Checks;

/// <summary>
/// A key that is limited to customers opens endpoints that name one of them, and no others (CONTRACT G-7).
/// A foreign customer, an absent one and an endpoint that names none are one refusal.
/// </summary>
internal static class CustomerCheck
{
    public static ApiKeyFailure? Run(IReadOnlyList<string>? customers, string? requested)
    {
        if (customers is null)
        {
            return null;
        }

        foreach (var customer in customers)
        {
            if (string.Equals(customer, requested, StringComparison.Ordinal))
            {
                return null;
            }
        }

        return ApiKeyFailure.Of(ApiKeyFailureReason.CustomerNotAllowed);
    }
}
