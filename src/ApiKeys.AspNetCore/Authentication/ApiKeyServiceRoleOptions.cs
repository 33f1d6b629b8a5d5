namespace ApiKeys.AspNetCore.Authentication;

/// <summary>The host's own services that manage keys for any tenant (CONTRACT S-2). They are known by the hashes of their keys alone.</summary>
public sealed class ApiKeyServiceRoleOptions
{
    internal const int HashBytes = 32;

    /// <summary>The SHA-256 of each service key's UTF-8 bytes, as 64 hex digits or as base64. A service key is drawn at random and has at least 128 bits: its hash is fast.</summary>
    /// <value>Default: empty, which stops the start.</value>
    public IList<string> KeyHashes { get; } = [];

    internal static byte[]? Decode(string? hash)
    {
        var bytes = new byte[HashBytes];
        if (hash?.Length == 2 * HashBytes)
        {
            return Convert.FromHexString(hash, bytes, out _, out var fromHex) == System.Buffers.OperationStatus.Done && fromHex == HashBytes ? bytes : null;
        }

        return hash is not null && Convert.TryFromBase64String(hash, bytes, out var fromBase64) && fromBase64 == HashBytes ? bytes : null;
    }
}
