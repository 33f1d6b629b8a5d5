using System.Text.Json;

namespace ApiKeys.Management.Tests.Profiles;

/// <summary>What a profile's host has answered.</summary>
internal sealed record Answer(int Status, string Body)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    /// <summary>The names of the body's members, in the order that they are written in.</summary>
    public string Fields => Names(Json);

    public string? this[string member] => Json.GetProperty(member).ToString();

    public static string Names(JsonElement element) => string.Join(' ', element.EnumerateObject().Select(member => member.Name));
}
