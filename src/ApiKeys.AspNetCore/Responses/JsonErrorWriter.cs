using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Responses;

/// <summary>The part that all JSON contracts share.</summary>
internal abstract class JsonErrorWriter(string contentType) : IApiKeyErrorWriter
{
    // What a flood is told, again and again: refusals that say the same have one body. So many are kept and no more.
    private const int MostBodies = 64;
    private readonly ConcurrentDictionary<ApiKeyRefusal, byte[]> _bodies = new();

    /// <summary>Whether a refusal has one body, whatever the request.</summary>
    protected virtual bool IsOneBody => true;

    public Task WriteAsync(HttpContext context, ApiKeyRefusal refusal)
    {
        ReadOnlyMemory<byte> body = IsOneBody && refusal is { StatusCode: StatusCodes.Status401Unauthorized, Details.Count: 0 } ? Known(context, refusal) : Make(context, refusal);
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    private ReadOnlyMemory<byte> Known(HttpContext context, ApiKeyRefusal refusal)
    {
        if (_bodies.TryGetValue(refusal, out var known))
        {
            return known;
        }

        var body = Make(context, refusal);
        if (_bodies.Count < MostBodies)
        {
            _bodies.TryAdd(refusal, body.ToArray());
        }

        return body;
    }

    private ReadOnlyMemory<byte> Make(HttpContext context, ApiKeyRefusal refusal)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            WriteMembers(json, context, refusal);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
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
