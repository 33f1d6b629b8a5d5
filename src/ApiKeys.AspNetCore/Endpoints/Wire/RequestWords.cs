using System.Text.Json;
using ApiKeys.Stores;

namespace ApiKeys.AspNetCore.Endpoints.Wire;

/// <summary>What rows of the request log are called.</summary>
internal static class RequestWords
{
    public static string[] Kinds { get; } = [.. Enum.GetValues<ApiKeyRequestKind>().Select(Of)];

    public static string Of(ApiKeyRequestKind kind) => Snake(kind.ToString());

    public static string? Of(ApiKeyFailureReason? reason) => reason is { } known ? Snake(known.ToString()) : null;

    public static ApiKeyRequestKind Kind(string word) => (ApiKeyRequestKind)Array.IndexOf(Kinds, word);

    /// <summary>How much a row asks for somebody's attention.</summary>
    public static string LevelOf(ApiKeyRequestEntry entry) => entry.Status switch
    {
        >= 500 => "error",
        >= 400 => "warning",
        _ => entry.Kind == ApiKeyRequestKind.Call ? "info" : "warning",
    };

    /// <summary>An address; with the length of its network where requests of a whole network are counted together.</summary>
    public static string? AddressOf(ApiKeyRequestEntry entry) => entry switch
    {
        { Address: null } => null,
        { Kind: not ApiKeyRequestKind.Call, Address.AddressFamily: System.Net.Sockets.AddressFamily.InterNetworkV6 } => $"{entry.Address}/64",
        _ => entry.Address.ToString(),
    };

    private static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
