namespace ApiKeys.Verification.Checks;

/// <summary>The presented secret's own time: a rotated key's old secret ends before the key does.</summary>
internal static class SecretLifetimeCheck
{
    public static ApiKeyFailure? Run(in CheckInput input)
    {
        if (input.Now < input.Secret.NotBeforeAt)
        {
            return ApiKeyFailure.Of(ApiKeyFailureReason.NotYetValid);
        }

        return input.Now >= input.Secret.ExpiresAt ? ApiKeyFailure.Of(ApiKeyFailureReason.Expired) : null;
    }
}
