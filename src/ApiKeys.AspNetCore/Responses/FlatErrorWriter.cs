using System.Text.Json;

namespace ApiKeys.AspNetCore.Responses;

/// <summary><c>{"error":"…"}</c> (CONTRACT N-9).</summary>
internal sealed class FlatErrorWriter() : JsonErrorWriter("application/json")
{
    protected override void WriteMembers(Utf8JsonWriter json, ApiKeyRefusal refusal) => json.WriteString("error"u8, refusal.Message);
}
