using ApiKeys.AspNetCore.Callers;

namespace Samples.NexusErp;

/// <summary>The feature flag "Developer API", which the platform's admin sets for an organisation. Here: for acme and nobody else.</summary>
internal sealed class DeveloperApiFlag : IFeatureGate
{
    public ValueTask<bool> IsOpenAsync(string? tenantId, CancellationToken cancellationToken) => ValueTask.FromResult(tenantId == "acme");
}
