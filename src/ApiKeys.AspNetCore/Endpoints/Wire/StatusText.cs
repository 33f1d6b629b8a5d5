using System.Text.Json;

namespace ApiKeys.AspNetCore.Endpoints.Wire;

/// <summary>The words for what a key is (CONTRACT C2). A deleted key has none: it is not shown.</summary>
internal static class StatusText
{
    private static readonly ApiKeyStatus[] Shown = [ApiKeyStatus.Active, ApiKeyStatus.NotYetValid, ApiKeyStatus.Disabled, ApiKeyStatus.Expired, ApiKeyStatus.Revoked];

    public static string All { get; } = string.Join(", ", Shown.Select(Of));

    public static string Of(ApiKeyStatus status) => JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString());

    public static ApiKeyStatus? Find(string text)
    {
        var index = Array.FindIndex(Shown, status => Of(status) == text);
        return index < 0 ? null : Shown[index];
    }
}
