using System.Text.Json;

namespace ApiKeys.AspNetCore.Responses;

/// <summary><c>{"error":{"code":…,"message":…}}</c>, with <c>retry_after</c> inside where there is one (CONTRACT S-21 to S-23), and <c>details</c> (S-5).</summary>
internal sealed class SalesOsErrorWriter() : JsonErrorWriter("application/json")
{
    protected override void WriteMembers(Utf8JsonWriter json, ApiKeyRefusal refusal)
    {
        json.WriteStartObject("error"u8);
        json.WriteString("code"u8, refusal.Code);
        json.WriteString("message"u8, refusal.Message);
        if (refusal.RetryAfterSeconds is { } seconds)
        {
            json.WriteNumber("retry_after"u8, seconds);
        }

        WriteDetails(json, refusal);
        json.WriteEndObject();
    }
}
