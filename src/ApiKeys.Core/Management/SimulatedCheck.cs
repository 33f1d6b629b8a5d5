namespace ApiKeys.Management;

/// <summary>One check and what it would say.</summary>
/// <param name="Name">The check: <c>state</c>, <c>secret</c>, <c>environment</c>, <c>address</c>, <c>deny_list</c>, <c>tenant</c>, <c>endpoint_environment</c>, <c>customer</c>, <c>scopes</c> or <c>quota</c>.</param>
/// <param name="Failure">Why it would refuse; <see langword="null"/>: it would not.</param>
public sealed record SimulatedCheck(string Name, ApiKeyFailure? Failure);
