namespace ApiKeys.Stores.EfCore.Tests.Servers;

/// <summary>The clock of a node that is set wrong. It runs as fast as others.</summary>
internal sealed class SkewedTimeProvider(TimeSpan by) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
}
