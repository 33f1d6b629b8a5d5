namespace ApiKeys.AspNetCore.Hosting;

/// <summary>Says that the host wants the fast lane without a scheme, so that one that is missing is no mistake.</summary>
internal sealed class FastLaneAlone;
