using System.Text.Json;

namespace ApiKeys.AspNetCore.Endpoints.Wire;

/// <summary>A key with the text of its new secret, for the one time that it is shown, and with what its owner may want to think about (CONTRACT P-8).</summary>
internal static class IssuedKeyWriter
{
    /// <summary>The second value of a key that signs (CONTRACT S-35).</summary>
    public const string SigningSecret = "api_key_secret";

    public const string DuplicateName = "duplicate_name";

    public static void Write(Utf8JsonWriter json, ApiKeyRecord key, ApiKeySecret? secret, ApiKeySecret? signingSecret, string status, bool hasDuplicateName)
    {
        json.WriteStartObject();
        KeyWriter.WriteMembers(json, key, status);
        json.WriteString("key"u8, secret?.Reveal());
        if (key.Mode == ApiKeyMode.Signed)
        {
            json.WriteString(SigningSecret, signingSecret?.Reveal());
        }

        KeyWriter.WriteTexts(json, "warnings", Warnings(key, hasDuplicateName));
        json.WriteEndObject();
    }

    private static IEnumerable<string> Warnings(ApiKeyRecord key, bool hasDuplicateName) => new (string Word, bool Holds)[]
    {
        ("no_expiry", key.ExpiresAt is null),
        ("unrestricted", key.Scopes.IsUnrestricted),
        ("no_ip_list", key.AllowedIps is null),
        (DuplicateName, hasDuplicateName),
    }.Where(warning => warning.Holds).Select(warning => warning.Word);
}
