namespace ApiKeys.AspNetCore.Hosting;

/// <summary>The scheme that the selector hands requests without a key to.</summary>
internal sealed record SelectorTarget(string Scheme);
