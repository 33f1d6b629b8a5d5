using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace ApiKeys.AspNetCore.Endpoints.Wire;

/// <summary>Reads a request's body into memory, as much of it as is allowed.</summary>
internal static class BodyLoader
{
    private const int ChunkBytes = 4096;

    /// <summary>Whether a request says of itself that its body is JSON in UTF-8 (RFC 8259 section 8.1).</summary>
    public static bool IsJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    /// <summary>The body; empty where there is none, null where it is longer than allowed.</summary>
    public static async Task<byte[]?> ReadAsync(HttpContext context, int maxBytes)
    {
        var request = context.Request;
        if (request.ContentLength > maxBytes)
        {
            return null;
        }

        if (request.ContentLength == 0 || context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == false)
        {
            return [];
        }

        using var body = new MemoryStream();
        var chunk = new byte[ChunkBytes];
        int count;
        while ((count = await request.Body.ReadAsync(chunk, context.RequestAborted)) > 0)
        {
            if (body.Length + count > maxBytes)
            {
                return null;
            }

            body.Write(chunk, 0, count);
        }

        return body.ToArray();
    }

    public static bool IsUtf8(ReadOnlySpan<byte> bytes) => Utf8.IsValid(bytes);
}
