using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace ApiKeys;

/// <summary>An address as a number of its family. IPv4 mapped into IPv6 is IPv4; scope ids do not count.</summary>
internal readonly record struct IpValue(bool IsV4, UInt128 Number)
{
    public int Bits => IsV4 ? 32 : 128;

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

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Number);
        return new IPAddress(IsV4 ? bytes[12..] : bytes).ToString();
    }
}
