namespace ApiKeys.Stores.EfCore.Contexts;

/// <summary>The right to write, until it is given back.</summary>
internal sealed class Turn : IDisposable
{
    private readonly SemaphoreSlim _gate;

    private Turn(SemaphoreSlim gate) => _gate = gate;

    public static async ValueTask<Turn> TakeAsync(SemaphoreSlim gate, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Turn(gate);
    }

    public void Dispose() => _gate.Release();
}
