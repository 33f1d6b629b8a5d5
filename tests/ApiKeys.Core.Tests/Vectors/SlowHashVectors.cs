using System.Text;
using System.Text.Json;

namespace ApiKeys.Core.Tests.Vectors;

/// <summary>Hashes of Argon2 and bcrypt that others have published or made.</summary>
internal static class SlowHashVectors
{
    public static IReadOnlyList<JsonElement> Rfc9106 { get; } = List("argon2.json", "rfc9106");

    public static IReadOnlyList<JsonElement> Phc { get; } = List("argon2.json", "phc");

    public static IReadOnlyList<JsonElement> Konscious { get; } = List("konscious.json", "vectors");

    public static IReadOnlyList<JsonElement> Openwall { get; } = List("bcrypt.json", "valid");

    public static IReadOnlyList<JsonElement> OpenwallInvalid { get; } = List("bcrypt.json", "invalid_settings");

    public static IReadOnlyList<JsonElement> BcryptNetNext { get; } = List("bcrypt-net-next.json", "vectors");

    public static string Text(this JsonElement vector, string name) => vector.GetProperty(name).GetString()!;

    public static int Number(this JsonElement vector, string name) => vector.GetProperty(name).GetInt32();

    public static byte[] Hex(this JsonElement vector, string name) => Convert.FromHexString(vector.Text(name));

    /// <summary>A text's UTF-8; empty where there is null.</summary>
    public static byte[] Utf8(this JsonElement vector, string name) => Encoding.UTF8.GetBytes(vector.GetProperty(name).GetString() ?? "");

    private static List<JsonElement> List(string file, string name)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Vectors", file);
        return [.. JsonDocument.Parse(File.ReadAllText(path)).RootElement.GetProperty(name).EnumerateArray()];
    }
}
