using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace ApiKeys.AspNetCore.Responses;

/// <summary>Problem details (RFC 9457), with the code as an extension member. The library's default.</summary>
internal sealed class ProblemDetailsErrorWriter() : JsonErrorWriter("application/problem+json")
{
    protected override void WriteMembers(Utf8JsonWriter json, HttpContext context, ApiKeyRefusal refusal)
    {
        json.WriteString("type"u8, "about:blank"u8);
        json.WriteString("title"u8, ReasonPhrases.GetReasonPhrase(refusal.StatusCode));
        json.WriteNumber("status"u8, refusal.StatusCode);
        json.WriteString("detail"u8, refusal.Message);
        json.WriteString("code"u8, refusal.Code);
        if (refusal.RetryAfterSeconds is { } seconds)
        {
            json.WriteNumber("retry_after"u8, seconds);
        }

        WriteDetails(json, refusal);
    }
}
