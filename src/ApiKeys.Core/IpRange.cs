using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace ApiKeys;

/// <summary>One entry of an <see cref="IpAllowList"/>: a network, or an address as the network of its full length.</summary>
/// <remarks>
/// The parser is stricter than the platform's: <see cref="IPAddress.TryParse(string?, out IPAddress?)"/> takes <c>010.0.0.1</c> for 8.0.0.1
/// and <c>1</c> for 0.0.0.1, and <see cref="IPNetwork"/> widens <c>10.0.0.1/8</c> without a word.
/// </remarks>
internal readonly record struct IpRange(IpValue Network, int PrefixLength)
{
    private const int LongestEntry = 50;
    private const int MappedBits = 96;

    public bool Contains(IpValue address) =>
        address.IsV4 == Network.IsV4 && MaskTo(address, PrefixLength) == Network;

    /// <summary>The network of a length that an address lies in.</summary>
    public static IpRange Of(IpValue address, int prefixLength) => new(MaskTo(address, prefixLength), prefixLength);

    public bool Covers(IpRange other) => other.PrefixLength >= PrefixLength && Contains(other.Network);

    public override string ToString() => PrefixLength == Network.Bits
        ? Network.ToString()
        : string.Create(CultureInfo.InvariantCulture, $"{Network}/{PrefixLength}");

    /// <summary>Reads the ranges of a list, up to a number of them.</summary>
    public static bool TryParseAll(IEnumerable<string?> texts, int most, out List<IpRange> ranges, [NotNullWhen(false)] out string? error)
    {
        ranges = [];
        foreach (var text in texts)
        {
            if (ranges.Count == most)
            {
                error = $"There are more than {most} addresses.";
                return false;
            }

            if (!TryParse(text, out var range, out error))
            {
                return false;
            }

            ranges.Add(range);
        }

        error = null;
        return true;
    }

    public static bool TryParse(string? entry, out IpRange range, [NotNullWhen(false)] out string? error)
    {
        range = default;
        if (entry is null || entry.Length > LongestEntry)
        {
            error = "An entry is neither an address nor a network.";
            return false;
        }

        var slash = entry.IndexOf('/', StringComparison.Ordinal);
        var addressText = slash < 0 ? entry : entry[..slash];
        if (!TryParseAddress(addressText, out var address))
        {
            error = $"'{entry}' is neither an address nor a network.";
            return false;
        }

        var value = IpValue.Of(address);
        var writtenBits = addressText.Contains(':', StringComparison.Ordinal) ? 128 : 32;
        if (!TryParseLength(slash < 0 ? null : entry[(slash + 1)..], writtenBits, out var length))
        {
            error = $"'{entry}' has no prefix length from 0 to {writtenBits}.";
            return false;
        }

        return TryMake(entry, value, length - (writtenBits - value.Bits), out range, out error);
    }

    private static bool TryMake(string entry, IpValue value, int length, out IpRange range, [NotNullWhen(false)] out string? error)
    {
        range = default;
        if (length < 0)
        {
            error = $"'{entry}' mixes IPv4 and IPv6; the prefix of a mapped network is at least {MappedBits}.";
            return false;
        }

        range = new IpRange(MaskTo(value, length), length);
        error = range.Network == value ? null : $"'{entry}' has bits behind its prefix; did you mean {range}?";
        return error is null;
    }

    private static bool TryParseAddress(string text, [NotNullWhen(true)] out IPAddress? address)
    {
        address = null;
        var isV6 = text.Contains(':', StringComparison.Ordinal);
        if (isV6 ? text.AsSpan().ContainsAny('%', '[', ']') : !IsDottedDecimal(text))
        {
            return false;
        }

        return IPAddress.TryParse(text, out address);
    }

    private static bool IsDottedDecimal(ReadOnlySpan<char> text)
    {
        var parts = 0;
        foreach (var part in text.Split('.'))
        {
            parts++;
            if (!TryParsePlain(text[part], out var number) || number > byte.MaxValue)
            {
                return false;
            }
        }

        return parts == 4;
    }

    private static bool TryParseLength(string? text, int bits, out int length)
    {
        length = bits;
        return text is null || (TryParsePlain(text, out length) && length <= bits);
    }

    // Up to three digits without sign, space or leading zero.
    private static bool TryParsePlain(ReadOnlySpan<char> text, out int number)
    {
        number = 0;
        return text.Length is > 0 and <= 3
            && !text.ContainsAnyExceptInRange('0', '9')
            && (text.Length == 1 || text[0] != '0')
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private static IpValue MaskTo(IpValue value, int length)
    {
        var drop = value.Bits - length;
        return drop == 128 ? value with { Number = 0 } : value with { Number = value.Number >> drop << drop };
    }
}
