using System.Buffers.Binary;

namespace ApiKeys.Management;

/// <summary>Ids that sort by time (RFC 9562 version 7) and, within one millisecond, in the order in which this process made them: the trail then tells what followed what.</summary>
internal static class AuditIds
{
    private const int BitsBelowTime = 80;
    private static readonly Lock Turn = new();
    private static UInt128 _newest;

    public static string Next(DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(now).TryWriteBytes(bytes, bigEndian: true, out _);
        var id = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        lock (Turn)
        {
            id = _newest = id >> BitsBelowTime == _newest >> BitsBelowTime && id <= _newest ? _newest + 1 : id;
        }

        BinaryPrimitives.WriteUInt128BigEndian(bytes, id);
        return new Guid(bytes, bigEndian: true).ToString();
    }
}
