using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Endpoints.Wire;

/// <summary>Writes answers. The buffer is wiped: a new key's text may have stood in it.</summary>
internal static class JsonAnswer
{
    public static async Task WriteAsync(HttpContext context, int statusCode, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            write(json);
        }

        context.Response.StatusCode = statusCode;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = buffer.WrittenCount;
        try
        {
            await context.Response.Body.WriteAsync(buffer.WrittenMemory, context.RequestAborted);
        }
        finally
        {
            buffer.Clear();
        }
    }
}
