using System.Text.Json.Serialization;

namespace Samples.Integration;

public sealed record Collaborator([property: JsonPropertyName("external_id")] string? ExternalId, string? Name, string? Email);
