using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Responses;

/// <summary><c>{"error":{"code":…,"message":…}}</c>, with <c>retry_after</c> inside where there is one (CONTRACT S-21 to S-23), <c>details</c> (S-5), and <c>meta</c> where the host wants it (S-11).</summary>
internal sealed class SalesOsErrorWriter(bool includesMeta, TimeProvider time) : JsonErrorWriter("application/json")
{
    private const string Instant = "yyyy-MM-ddTHH:mm:ss.fffZ";

    protected override bool IsOneBody => !includesMeta;

    protected override void WriteMembers(Utf8JsonWriter json, HttpContext context, ApiKeyRefusal refusal)
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
        if (includesMeta)
        {
            json.WriteStartObject("meta"u8);
            json.WriteString("request_id"u8, context.TraceIdentifier);
            json.WriteString("timestamp"u8, time.GetUtcNow().UtcDateTime.ToString(Instant, CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }
    }
}
