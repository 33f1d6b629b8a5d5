using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ApiKeys.Stores.EfCore.Mapping;

/// <summary>The columns that hold JSON.</summary>
[JsonSerializable(typeof(IReadOnlyList<StoredLimit>))]
[JsonSerializable(typeof(IReadOnlyList<StoredWindow>))]
[JsonSerializable(typeof(IReadOnlyList<AuditFieldChange>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
internal sealed partial class StoreJson : JsonSerializerContext
{
    // The text goes to a column and never into a page: it may show what people wrote as they wrote it.
    private static readonly StoreJson Context = new(new JsonSerializerOptions
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    });

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Info<T>());

    public static T Read<T>(string text) => JsonSerializer.Deserialize(text, Info<T>()) ?? throw new JsonException($"A column of {typeof(T).Name} holds no value.");

    private static JsonTypeInfo<T> Info<T>() => (JsonTypeInfo<T>)Context.GetTypeInfo(typeof(T))!;
}
