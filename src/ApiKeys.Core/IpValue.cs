using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace ApiKeys;

/// <summary>An address as a number of its family. IPv4 mapped into IPv6 is IPv4; scope ids do not count.</summary>
internal readonly record struct IpValue(bool IsV4, UInt128 Number)
{
    public int Bits => IsV4 ? 32 : 128;

    /// <summary>What one client can be taken for: an IPv4 address, or the network of 64 bits that an IPv6 client chooses its addresses from (RFC 4291 section 2.5.4).</summary>
    public IpValue Site => IsV4 ? this : this with { Number = Number >> 64 << 64 };

    public static IpValue Of(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return new IpValue(true, BinaryPrimitives.ReadUInt32BigEndian(bytes));
        }

        return address.IsIPv4MappedToIPv6
            ? new IpValue(true, BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]))
            : new IpValue(false, BinaryPrimitives.ReadUInt128BigEndian(bytes));
    }

    public IPAddress ToAddress()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Number);
        return new IPAddress(IsV4 ? bytes[12..] : bytes);
    }

    public override string ToString() => ToAddress().ToString();
}
