using System.Text.Json.Serialization;

namespace QuickStart;

public sealed record ResponseMeta([property: JsonPropertyName("request_id")] string RequestId, string Timestamp);
