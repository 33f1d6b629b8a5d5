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
            WriteMembers(json, refusal);
            json.WriteEndObject();
        }

        context.Response.ContentType = contentType;
        context.Response.ContentLength = buffer.WrittenCount;
        await context.Response.Body.WriteAsync(buffer.WrittenMemory, context.RequestAborted);
    }

    protected abstract void WriteMembers(Utf8JsonWriter json, ApiKeyRefusal refusal);
}
