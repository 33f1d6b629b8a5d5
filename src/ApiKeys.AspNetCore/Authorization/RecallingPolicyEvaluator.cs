using ApiKeys.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Authorization;

/// <summary>
/// A policy that names our scheme is asked for what the middleware has found out already, where our scheme is the default.
/// The platform would authenticate anew, with the same end: the same principal, in the same place.
/// </summary>
internal sealed class RecallingPolicyEvaluator(IAuthorizationService authorization) : PolicyEvaluator(authorization)
{
    public override Task<AuthenticateResult> AuthenticateAsync(AuthorizationPolicy policy, HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(context);
        return policy.AuthenticationSchemes is [var scheme]
            && context.User is SharedPrincipal user
            && RequestState.Of(context)?.Find(scheme) is { } outcome
            && ReferenceEquals(outcome.Principal, user)
                ? outcome.Result
                : base.AuthenticateAsync(policy, context);
    }
}
