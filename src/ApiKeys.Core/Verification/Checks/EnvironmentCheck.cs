namespace ApiKeys.Verification.Checks;

/// <summary>A host or an endpoint that names its environment admits keys of that one alone (CONTRACT S-27, G-1). The record decides, not the text.</summary>
internal static class EnvironmentCheck
{
    public static ApiKeyFailure? Run(string? served, string? ofKey, ApiKeyFailureKind mismatch) =>
        served is null || string.Equals(served, ofKey, StringComparison.Ordinal) ? null : ApiKeyFailure.OfEnvironment(mismatch);
}
