using System.Globalization;
using ApiKeys.Hashing.Argon2;

namespace ApiKeys.Hashing;

/// <summary>A stored string in the form of Argon2's reference: <c>$argon2id$v=19$m=memory,t=passes,p=lanes$salt$tag</c>. Without a version it is of the first one, 0x10.</summary>
/// <remarks>Strict: one order of the parameters, one spelling of each number and of each base64.</remarks>
internal static class Argon2String
{
    public const int MostSaltBytes = 64;
    public const int MostTagBytes = 64;

    private const int FewestFields = 5;
    private const int MostFields = 6;

    /// <summary>A tag that is shorter can be met by chance.</summary>
    private const int FewestTagBytes = 16;

    public static string Write(in Argon2Parameters parameters, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> tag) => string.Create(
        CultureInfo.InvariantCulture,
        $"${NameOf(parameters.Type)}$v={parameters.Version}$m={parameters.MemoryKib},t={parameters.Passes},p={parameters.Lanes}${PhcBase64.Encode(salt)}${PhcBase64.Encode(tag)}");

    public static bool TryRead(string stored, Span<byte> salt, Span<byte> tag, out Argon2Parameters parameters, out int saltBytes, out int tagBytes)
    {
        (parameters, saltBytes, tagBytes) = (default, 0, 0);
        Span<Range> fields = stackalloc Range[MostFields + 1];
        var text = stored.Length <= PhcString.MaxLength ? stored.AsSpan() : default;
        var count = text.Split(fields, '$');
        if (count is < FewestFields or > MostFields || !text[fields[0]].IsEmpty)
        {
            return false;
        }

        var version = Argon2Parameters.FirstVersion;
        return TryReadType(text[fields[1]], out var type)
            && (count == FewestFields || PhcString.TryParseNumber(text[fields[2]], "v", out version))
            && TryReadCost(text[fields[count - 3]], type, version, out parameters)
            && PhcBase64.TryDecode(text[fields[count - 2]], salt, out saltBytes)
            && saltBytes >= Argon2Parameters.LeastSaltBytes
            && PhcBase64.TryDecode(text[fields[count - 1]], tag, out tagBytes)
            && tagBytes >= FewestTagBytes;
    }

    private static bool TryReadCost(ReadOnlySpan<char> text, Argon2Type type, int version, out Argon2Parameters parameters)
    {
        parameters = default;
        Span<Range> fields = stackalloc Range[4];
        if (text.Split(fields, ',') != 3
            || !PhcString.TryParseNumber(text[fields[0]], "m", out var memory)
            || !PhcString.TryParseNumber(text[fields[1]], "t", out var passes)
            || !PhcString.TryParseNumber(text[fields[2]], "p", out var lanes))
        {
            return false;
        }

        parameters = new Argon2Parameters(type, version, memory, passes, lanes);
        return parameters.AreValid;
    }

    private static bool TryReadType(ReadOnlySpan<char> name, out Argon2Type type)
    {
        (var isKnown, type) = name switch
        {
            "argon2id" => (true, Argon2Type.Id),
            "argon2i" => (true, Argon2Type.I),
            "argon2d" => (true, Argon2Type.D),
            _ => (false, default),
        };
        return isKnown;
    }

    private static string NameOf(Argon2Type type) => type switch
    {
        Argon2Type.Id => "argon2id",
        Argon2Type.I => "argon2i",
        _ => "argon2d",
    };
}
