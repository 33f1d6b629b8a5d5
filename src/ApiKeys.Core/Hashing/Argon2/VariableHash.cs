using System.Security.Cryptography;

namespace ApiKeys.Hashing.Argon2;

/// <summary>H′, BLAKE2b drawn out to any length (RFC 9106 section 3.3).</summary>
internal static class VariableHash
{
    private const int HalfBytes = Blake2b.MostBytes / 2;

    public static void Compute(ReadOnlySpan<byte> input, Span<byte> output)
    {
        var hash = new Blake2b(Math.Min(output.Length, Blake2b.MostBytes));
        hash.Append(output.Length);
        hash.Append(input);
        if (output.Length <= Blake2b.MostBytes)
        {
            hash.Finish(output);
            return;
        }

        Span<byte> link = stackalloc byte[Blake2b.MostBytes];
        hash.Finish(link);
        while (output.Length > Blake2b.MostBytes)
        {
            link[..HalfBytes].CopyTo(output);
            output = output[HalfBytes..];
            var next = new Blake2b(Math.Min(output.Length, Blake2b.MostBytes));
            next.Append(link);
            next.Finish(link);
        }

        link[..output.Length].CopyTo(output);
        CryptographicOperations.ZeroMemory(link);
    }
}
