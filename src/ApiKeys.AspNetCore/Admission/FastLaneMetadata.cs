namespace ApiKeys.AspNetCore.Admission;

/// <summary>Marks an endpoint that verifies its key itself. It is no authorization data: the platform's authorization has nothing to do there.</summary>
internal sealed class FastLaneMetadata(IReadOnlyList<string> scopes)
{
    public IReadOnlyList<string> Scopes { get; } = scopes;
}
