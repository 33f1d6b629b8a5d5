using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Responses;

/// <summary>The part that all JSON contracts share.</summary>
internal abstract class JsonErrorWriter(string contentType) : IApiKeyErrorWriter
{
    public async Task WriteAsync(HttpContext context, ApiKeyRefusal refusal)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            WriteMembers(json, context, refusal);
            json.WriteEndObject();
        }

        context.Response.ContentType = contentType;
        context.Response.ContentLength = buffer.WrittenCount;
        await context.Response.Body.WriteAsync(buffer.WrittenMemory, context.RequestAborted);
    }

    /// <summary>The list <c>details</c>, where there is anything on it.</summary>
    protected static void WriteDetails(Utf8JsonWriter json, ApiKeyRefusal refusal)
    {
        if (refusal.Details.Count == 0)
        {
            return;
        }

        json.WriteStartArray("details"u8);
        foreach (var detail in refusal.Details)
        {
            json.WriteStartObject();
            json.WriteString("field"u8, detail.Field);
            json.WriteString("message"u8, detail.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    protected abstract void WriteMembers(Utf8JsonWriter json, HttpContext context, ApiKeyRefusal refusal);
}
