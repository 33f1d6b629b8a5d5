using System.Security.Cryptography;
using System.Text;

namespace ApiKeys.Management;

/// <summary>The id that an imported key has here, the same one however often it is imported.</summary>
/// <remarks>
/// A UUID is kept, because its callers hold it. Other ids may be guessed and may be another tenant's as well: a UUID of version 8 (RFC 9562 section 5.8) is
/// derived from them and the tenant.
/// </remarks>
internal static class ImportId
{
    private const int TextLength = 36;
    private const int Bytes = 16;

    public static string Of(string? foreignId, string? tenantId, string storedHash)
    {
        if (foreignId is { Length: TextLength } && Guid.TryParseExact(foreignId, "D", out _))
        {
            return foreignId;
        }

        // Lengths keep two rows from meeting in one text.
        var name = $"apikeys.import.v1:{tenantId?.Length ?? -1}:{tenantId}{(foreignId is null ? "hash:" : "id:")}{foreignId ?? storedHash}";
        var id = SHA256.HashData(Encoding.Unicode.GetBytes(name)).AsSpan(0, Bytes);
        id[6] = (byte)(0x80 | (id[6] & 0x0f));
        id[8] = (byte)(0x80 | (id[8] & 0x3f));
        return new Guid(id, bigEndian: true).ToString();
    }
}
