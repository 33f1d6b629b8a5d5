using System.Text.Json;

namespace ApiKeys.Core.Tests.Signing;

/// <summary>One of the known signatures in <c>Vectors/p2s-sign-v1.json</c>.</summary>
internal sealed record P2sVector(string ApiKey, string Secret, long Timestamp, string Method, string Path, byte[] Body, byte[] K1, byte[] Signature, string Header)
{
    public static IReadOnlyList<P2sVector> All { get; } = Read();

    public override string ToString() => $"{Method} {Path}";

    private static List<P2sVector> Read()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(System.IO.Path.Combine(AppContext.BaseDirectory, "Vectors", "p2s-sign-v1.json")));
        return [.. document.RootElement.GetProperty("vectors").EnumerateArray().Select(Read)];
    }

    private static P2sVector Read(JsonElement vector) => new(
        Text(vector, "api_key"),
        Text(vector, "secret"),
        vector.GetProperty("timestamp").GetInt64(),
        Text(vector, "method"),
        Text(vector, "path"),
        Convert.FromHexString(Text(vector, "body_hex")),
        Convert.FromHexString(Text(vector, "k1")),
        Convert.FromHexString(Text(vector, "signature")),
        Text(vector, "header"));

    private static string Text(JsonElement vector, string name) => vector.GetProperty(name).GetString()!;
}
