namespace ApiKeys.AspNetCore.Callers;

/// <summary>A tenant of the host.</summary>
/// <param name="Id">Its id, an opaque text.</param>
/// <param name="Name">What people call it; <see langword="null"/> where that is not known.</param>
public sealed record ApiKeyTenant(string Id, string? Name);
