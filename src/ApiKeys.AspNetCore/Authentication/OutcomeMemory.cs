namespace ApiKeys.AspNetCore.Authentication;

/// <summary>A request feature: what came of each scheme's key, so that middleware and fast lane do not verify one after the other.</summary>
internal sealed class OutcomeMemory
{
    private readonly Dictionary<string, RequestOutcome> _outcomes = new(1, StringComparer.Ordinal);

    public bool TryGet(string scheme, out RequestOutcome outcome) => _outcomes.TryGetValue(scheme, out outcome);

    public void Set(string scheme, RequestOutcome outcome) => _outcomes[scheme] = outcome;
}
