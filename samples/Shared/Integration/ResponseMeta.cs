using System.Text.Json.Serialization;

namespace Samples.Integration;

public sealed record ResponseMeta([property: JsonPropertyName("request_id")] string RequestId, string Timestamp);
