namespace ApiKeys.AspNetCore;

/// <summary>The endpoint is open to keys without scope restriction, whatever scopes it asks of others (ATTACKS AC-095, AC-100).</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class AllowUnrestrictedKeysAttribute : Attribute;
