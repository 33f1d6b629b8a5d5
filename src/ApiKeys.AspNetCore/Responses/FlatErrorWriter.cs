using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Responses;

/// <summary><c>{"error":"…"}</c> (CONTRACT N-9).</summary>
internal sealed class FlatErrorWriter() : JsonErrorWriter("application/json")
{
    protected override void WriteMembers(Utf8JsonWriter json, HttpContext context, ApiKeyRefusal refusal) => json.WriteString("error"u8, Text(refusal));

    // The contract has one sentence: what is wrong with each field goes into it.
    private static string Text(ApiKeyRefusal refusal) => refusal.Details.Count == 0
        ? refusal.Message
        : $"{refusal.Message} {string.Join(' ', refusal.Details.Select(detail => $"{detail.Field}: {detail.Message}"))}";
}
