using System.Globalization;
using System.Numerics;

namespace ApiKeys.AspNetCore.Tests.Host;

/// <summary>Texts that look like the host's keys and were never issued, made apart from the library.</summary>
internal static class NobodysKey
{
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>The right shape with the right checksum: nothing but the store can tell.</summary>
    public static string WellFormed(int number)
    {
        var body = string.Create(CultureInfo.InvariantCulture, $"sk_live_{number:D12}_{number:D32}");
        var crc = body.Aggregate(uint.MaxValue, (sum, c) => BitOperations.Crc32C(sum, (byte)c)) ^ uint.MaxValue;
        var checksum = new char[6];
        for (var place = 5; place >= 0; place--, crc /= 62)
        {
            checksum[place] = Digits[(int)(crc % 62)];
        }

        return body + new string(checksum);
    }

    /// <summary>The right shape with a wrong checksum.</summary>
    public static string Mistyped(int number)
    {
        var text = WellFormed(number);
        return text[..^1] + (text[^1] == 'x' ? 'y' : 'x');
    }
}
