using ApiKeys.AspNetCore.Endpoints.Wire;
using ApiKeys.AspNetCore.Responses;
using ApiKeys.Stores;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Endpoints;

/// <summary>A deny list as JSON, its version as the entity tag.</summary>
internal static class BlocklistAnswer
{
    public static Task<ApiKeyRefusal?> WriteAsync(ManagementCall call, ApiKeyDenyList list)
    {
        call.Context.Response.Headers.ETag = EntityTag.Of(list.Version);
        return call.AnswerAsync(StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            KeyWriter.WriteTexts(json, "addresses", list.Addresses.Entries);
            json.WriteNumber("version"u8, list.Version);
            json.WriteEndObject();
        });
    }
}
