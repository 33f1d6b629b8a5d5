using System.Security.Claims;
using ApiKeys.Verification;
using Microsoft.AspNetCore.Authentication;

namespace ApiKeys.AspNetCore.Authentication;

/// <summary>What came of reading and verifying a request's key: a principal, a failure, or nothing that concerns us.</summary>
internal readonly record struct RequestOutcome(ApiKeyFailure? Failure, ClaimsPrincipal? Principal, AuthenticationProperties? Properties, VerifiedApiKey? Key)
{
    /// <summary>The refused key, where its secret was presented.</summary>
    public VerifiedApiKey? Refused { get; private init; }

    /// <summary>What the server saw of a refused signature, where its sender is to learn that.</summary>
    public string? Explanation { get; init; }

    public static RequestOutcome Failed(ApiKeyFailureReason reason) => Failed(ApiKeyFailure.Of(reason), null);

    public static RequestOutcome Failed(ApiKeyFailure failure, VerifiedApiKey? refused) => new(failure, null, null, null) { Refused = refused };
}
