using System.Net;

namespace ApiKeys.Client.Tests.Hosts;

/// <summary>Content that looks like bytes in memory, and writes others each time.</summary>
internal sealed class FickleContent() : ByteArrayContent([])
{
    public int Writes { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        stream.Write("synchronously "u8);
        return stream.WriteAsync(new[] { (byte)('0' + ++Writes) }, 0, 1);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) => SerializeToStreamAsync(stream, context);

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
