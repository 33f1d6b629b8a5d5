using System.Net;

namespace ApiKeys.Verification.Checks;

/// <summary>What the checks look at: a key whose secret was right, the request, the clock and the host.</summary>
internal readonly record struct CheckInput(
    ApiKeyRecord Record,
    SecretVersion Secret,
    IPAddress? RemoteAddress,
    string? TenantId,
    DateTimeOffset Now,
    string? HostEnvironment,
    ApiKeyFailureKind EnvironmentMismatch);
