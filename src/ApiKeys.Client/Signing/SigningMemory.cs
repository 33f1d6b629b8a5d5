using System.Collections.Concurrent;

namespace ApiKeys.Client.Signing;

/// <summary>What outlives a handler, for each key and server: the factory makes handlers anew every two minutes, and several clients can have one key.</summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
internal sealed class SigningMemory(TimeProvider time)
{
    private readonly ConcurrentDictionary<(string ApiKey, Uri Origin), (SignatureLedger Ledger, ServerClock Clock)> _memories = new();

    public (SignatureLedger Ledger, ServerClock Clock) Of(string apiKey, Uri origin) => _memories.GetOrAdd((apiKey, origin), _ => (new SignatureLedger(), new ServerClock(time)));
}
