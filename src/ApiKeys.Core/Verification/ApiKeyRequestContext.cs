using System.Net;

namespace ApiKeys.Verification;

/// <summary>What a request brings beside its key.</summary>
/// <param name="RemoteAddress">The client's address as the host's server sees it; <see langword="null"/> where it has none.</param>
/// <param name="TenantId">The tenant that the request speaks to; <see langword="null"/>: it names none.</param>
public readonly record struct ApiKeyRequestContext(IPAddress? RemoteAddress, string? TenantId);
