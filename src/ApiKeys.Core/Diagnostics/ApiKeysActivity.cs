using System.Diagnostics;

namespace ApiKeys.Diagnostics;

/// <summary>The activity source <c>ApiKeys</c>: one activity a verification, and the key's id on the request's own.</summary>
internal static class ApiKeysActivity
{
    public const string SourceName = "ApiKeys";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Whether anybody traces.</summary>
    public static bool HasListeners => Source.HasListeners();

    public static Activity? StartVerification() => Source.StartActivity("apikeys.verify");

    public static void SetOutcome(Activity? activity, ApiKeyFailureReason? failure, string? keyId)
    {
        if (activity is not null)
        {
            activity.SetTag("apikeys.outcome", failure?.ToString() ?? "success");
            activity.SetTag("apikeys.key_id", keyId);
        }
    }
}
