using System.Buffers.Binary;

namespace ApiKeys.Client.Signing;

/// <summary>The signatures that were sent lately, so that none is sent twice.</summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
internal sealed class SignatureLedger
{
    // Longer than a timestamp can be chosen: a clock that is corrected must not bring old ones back.
    private const long SecondsKept = 60;

    private readonly Lock _lock = new();
    private readonly Dictionary<long, HashSet<UInt128>> _seconds = [];
    private long _now = long.MinValue;

    /// <summary>Enters a signature. Of its bytes half are kept: that two signatures are taken for one costs a second's choice and nothing else.</summary>
    /// <param name="timestamp">The second that it is signed for.</param>
    /// <param name="signature">The signature.</param>
    /// <param name="now">The present second.</param>
    /// <returns>Whether it was new.</returns>
    public bool TryAdd(long timestamp, ReadOnlySpan<byte> signature, long now)
    {
        var id = BinaryPrimitives.ReadUInt128BigEndian(signature);
        lock (_lock)
        {
            if (now != _now)
            {
                _now = now;
                Forget();
            }

            if (!_seconds.TryGetValue(timestamp, out var sent))
            {
                _seconds.Add(timestamp, sent = []);
            }

            return sent.Add(id);
        }
    }

    private void Forget()
    {
        foreach (var second in _seconds.Keys)
        {
            if (Math.Abs(second - _now) > SecondsKept)
            {
                _seconds.Remove(second);
            }
        }
    }
}
