using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace ApiKeys;

/// <summary>The addresses and networks that may use a key (CONTRACT S-25).</summary>
/// <remarks>
/// An IPv4 client that arrives on a dual-stack listener (<c>::ffff:10.1.1.1</c>) counts as IPv4, and <c>::/0</c> means IPv6 clients alone:
/// to admit everybody, use no list.
/// </remarks>
/// <threadsafety>Immutable.</threadsafety>
public sealed class IpAllowList
{
    /// <summary>The most entries a list can hold.</summary>
    public const int MaxCount = 256;

    private readonly IpRange[] _ranges;

    private IpAllowList(IpRange[] ranges) => _ranges = ranges;

    /// <summary>The entries as text, in canonical form and in the order given.</summary>
    public IReadOnlyList<string> Entries => Array.ConvertAll(_ranges, range => range.ToString());

    /// <summary>Reads a list that is known to be good.</summary>
    /// <param name="entries">Addresses and CIDR networks, such as <c>192.0.2.7</c>, <c>10.0.0.0/8</c> or <c>2001:db8::/32</c>.</param>
    /// <exception cref="ArgumentException">The list is empty or too long, or an entry is not exactly an address or a network.</exception>
    public static IpAllowList Of(params IEnumerable<string> entries) =>
        TryCreate(entries, out var list, out var error) ? list : throw new ArgumentException(error, nameof(entries));

    /// <summary>Reads a list that may be wrong. Nothing is guessed: octal, shortened and widened forms are refused.</summary>
    /// <param name="entries">Addresses and CIDR networks.</param>
    /// <param name="list">The list, where every entry is good.</param>
    /// <param name="error">What is wrong, in words for the person who sent it.</param>
    public static bool TryCreate(
        IEnumerable<string?> entries,
        [NotNullWhen(true)] out IpAllowList? list,
        [NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(entries);
        list = null;
        if (!IpRange.TryParseAll(entries, MaxCount, out var ranges, out error))
        {
            return false;
        }

        if (ranges.Count == 0)
        {
            error = "An empty list of addresses would admit nobody; leave the list out to admit all addresses.";
            return false;
        }

        list = new IpAllowList([.. ranges]);
        return true;
    }

    /// <summary>Whether the list admits an address. An unknown address (a Unix socket has none) is never admitted.</summary>
    /// <param name="address">The client's address as the server sees it.</param>
    public bool Contains(IPAddress? address)
    {
        if (address is null)
        {
            return false;
        }

        var value = IpValue.Of(address);
        foreach (var range in _ranges)
        {
            if (range.Contains(value))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether every address of another list is on this one. Entry by entry: two halves of a network that are listed apart do not make the whole.</summary>
    internal bool Covers(IpAllowList other) => Array.TrueForAll(other._ranges, inner => Array.Exists(_ranges, outer => outer.Covers(inner)));

    /// <summary>The entries with commas between them.</summary>
    public override string ToString() => string.Join(", ", Entries);
}
