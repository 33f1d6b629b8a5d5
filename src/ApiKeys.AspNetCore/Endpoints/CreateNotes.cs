namespace ApiKeys.AspNetCore.Endpoints;

/// <summary>What the answer to a creation says beside the key.</summary>
/// <param name="HasDuplicateName">Whether another key that is not revoked has the same name (CONTRACT P-4).</param>
/// <param name="TenantName">What people call the key's tenant; null where that is not known.</param>
internal sealed record CreateNotes(bool HasDuplicateName, string? TenantName);
