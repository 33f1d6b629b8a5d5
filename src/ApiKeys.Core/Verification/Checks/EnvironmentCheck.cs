namespace ApiKeys.Verification.Checks;

/// <summary>A host that names its environment admits keys of that one alone (CONTRACT S-27, G-1). The record decides, not the text.</summary>
internal static class EnvironmentCheck
{
    public static ApiKeyFailure? Run(in CheckInput input) =>
        input.HostEnvironment is null || string.Equals(input.HostEnvironment, input.Record.Environment, StringComparison.Ordinal)
            ? null
            : ApiKeyFailure.OfEnvironment(input.EnvironmentMismatch);
}
