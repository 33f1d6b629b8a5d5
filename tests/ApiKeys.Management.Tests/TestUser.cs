namespace ApiKeys.Management.Tests;

/// <summary>A user of the test host: their tenant and what they are there.</summary>
internal sealed record TestUser(string? Tenant, params string[] Roles);
