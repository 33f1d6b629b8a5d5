using ApiKeys.Stores;
using ApiKeys.Testing;

namespace ApiKeys.Core.Tests.Verification;

/// <summary>One list for everybody, which fails and waits as a test asks.</summary>
internal sealed class CountingDenyListStore : IApiKeyDenyListStore
{
    private int _reads;

    public IpDenyList List { get; set; } = IpDenyList.None;

    public bool IsDown { get; set; }

    public bool FailsAfterChange { get; set; }

    public ArrivalGate? Gate { get; set; }

    public int Reads => Volatile.Read(ref _reads);

    public async ValueTask<ApiKeyDenyList> GetAsync(string? tenantId, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        if (IsDown)
        {
            throw new TimeoutException("the store is down");
        }

        var read = List;
        if (Gate is { } gate)
        {
            await gate.ArriveAsync(cancellationToken);
        }

        return new ApiKeyDenyList(tenantId, read, 0);
    }

    public ValueTask<ApiKeyChangeOutcome> ApplyAsync(ApiKeyDenyListChange change, CancellationToken cancellationToken)
    {
        List = change.Addresses;
        return FailsAfterChange ? throw new TimeoutException("the answer never came") : ValueTask.FromResult(ApiKeyChangeOutcome.Applied);
    }
}
