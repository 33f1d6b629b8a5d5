namespace ApiKeys.AspNetCore.Callers;

/// <summary>Open for everybody.</summary>
internal sealed class OpenGate : IFeatureGate
{
    public ValueTask<bool> IsOpenAsync(string? tenantId, CancellationToken cancellationToken) => ValueTask.FromResult(true);
}
