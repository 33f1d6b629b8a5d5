using System.Text.Json.Serialization;

namespace QuickStart;

public sealed record Collaborator([property: JsonPropertyName("external_id")] string? ExternalId, string? Name, string? Email);
