using System.Security.Claims;
using ApiKeys.Verification;
using Microsoft.AspNetCore.Authentication;

namespace ApiKeys.AspNetCore.Authentication;

/// <summary>What came of reading and verifying a request's key: a principal, a failure, or nothing that concerns us.</summary>
internal readonly record struct RequestOutcome(ApiKeyFailure? Failure, ClaimsPrincipal? Principal, AuthenticationProperties? Properties, VerifiedApiKey? Key, DisplayHint? RefusedHint)
{
    public static RequestOutcome Failed(ApiKeyFailureReason reason) => Failed(ApiKeyFailure.Of(reason));

    public static RequestOutcome Failed(ApiKeyFailure failure) => new(failure, null, null, null, null);

    public static RequestOutcome Failed(in ApiKeyVerification refused) => new(refused.Failure, null, null, null, refused.RefusedHint);
}
