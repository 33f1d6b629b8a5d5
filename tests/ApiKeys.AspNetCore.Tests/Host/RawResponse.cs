using System.Text.Json;

namespace ApiKeys.AspNetCore.Tests.Host;

/// <summary>A response as it came over the wire.</summary>
internal sealed record RawResponse(int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, string Body)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    /// <summary>The message inside SalesOS's error envelope.</summary>
    public string? ErrorMessage => Json.GetProperty("error").GetProperty("message").GetString();

    public string? ErrorCode => Json.GetProperty("error").GetProperty("code").GetString();

    public IReadOnlyList<string> HeaderValues(string name) =>
        [.. Headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value)];

    public string Header(string name) => HeaderValues(name).Single();

    /// <summary>Everything but the date, for comparing two answers byte by byte.</summary>
    public string Fingerprint => $"{Status}\n{string.Join('\n', Headers.Where(h => h.Key != "Date"))}\n{Body}";
}
