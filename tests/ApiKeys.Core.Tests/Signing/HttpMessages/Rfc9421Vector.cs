using System.Text.Json;

namespace ApiKeys.Core.Tests.Signing.HttpMessages;

/// <summary>RFC 9421 appendix B.2.5.</summary>
internal static class Rfc9421Vector
{
    private static readonly JsonElement File = JsonDocument.Parse(System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Vectors", "rfc9421.json"))).RootElement;

    public static byte[] Key => Convert.FromBase64String(Text("key_base64"));

    public static byte[] Signature => Convert.FromBase64String(Text("signature_base64"));

    public static string SignatureField => $"sig-b25=:{Text("signature_base64")}:";

    public static string Base => Text("signature_base");

    public static string InputField => Text("signature_input");

    private static string Text(string name) => File.GetProperty(name).GetString()!;
}
