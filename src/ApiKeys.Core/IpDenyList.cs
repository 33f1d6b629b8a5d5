using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace ApiKeys;

/// <summary>The addresses and networks that a tenant's keys are not admitted from (CONTRACT G-8). Its entries are written as those of <see cref="IpAllowList"/>.</summary>
/// <remarks>An IPv4 client that arrives on a dual-stack listener (<c>::ffff:10.1.1.1</c>) counts as IPv4. A look-up costs the same for one entry and for a thousand of one length.</remarks>
/// <threadsafety>Immutable.</threadsafety>
public sealed class IpDenyList
{
    /// <summary>The most entries a list can hold.</summary>
    public const int MaxCount = 1_000;

    private readonly FrozenSet<IpRange> _ranges;
    private readonly (bool IsV4, int Length)[] _lengths;

    private IpDenyList(IReadOnlyCollection<IpRange> ranges)
    {
        Entries = [.. ranges.Select(range => range.ToString())];
        _ranges = ranges.ToFrozenSet();
        _lengths = [.. ranges.Select(range => (range.Network.IsV4, range.PrefixLength)).Distinct()];
    }

    /// <summary>A list without entries: it denies nobody.</summary>
    public static IpDenyList None { get; } = new([]);

    /// <summary>The entries as text, in canonical form and in the order given, each once.</summary>
    public IReadOnlyList<string> Entries { get; }

    /// <summary>Reads a list that is known to be good.</summary>
    /// <param name="entries">Addresses and CIDR networks, such as <c>192.0.2.7</c>, <c>10.0.0.0/8</c> or <c>2001:db8::/32</c>; none: nobody is denied.</param>
    /// <exception cref="ArgumentException">The list is too long, or an entry is not exactly an address or a network.</exception>
    public static IpDenyList Of(params IEnumerable<string> entries) =>
        TryCreate(entries, out var list, out var error) ? list : throw new ArgumentException(error, nameof(entries));

    /// <summary>Reads a list that may be wrong. Nothing is guessed: octal, shortened and widened forms are refused.</summary>
    /// <param name="entries">Addresses and CIDR networks.</param>
    /// <param name="list">The list, where every entry is good.</param>
    /// <param name="error">What is wrong, in words for the person who sent it.</param>
    public static bool TryCreate(
        IEnumerable<string?> entries,
        [NotNullWhen(true)] out IpDenyList? list,
        [NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(entries);
        list = null;
        if (!IpRange.TryParseAll(entries, MaxCount, out var ranges, out error))
        {
            return false;
        }

        list = ranges.Count == 0 ? None : new IpDenyList([.. ranges.Distinct()]);
        return true;
    }

    /// <summary>Whether an address is on the list. An unknown address (a Unix socket has none) is on none.</summary>
    /// <param name="address">The client's address as the server sees it.</param>
    public bool Contains(IPAddress? address)
    {
        if (address is null || _lengths.Length == 0)
        {
            return false;
        }

        var value = IpValue.Of(address);
        foreach (var (isV4, length) in _lengths)
        {
            if (isV4 == value.IsV4 && _ranges.Contains(IpRange.Of(value, length)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The entries with commas between them.</summary>
    public override string ToString() => string.Join(", ", Entries);
}
