using System.Security.Claims;
using ApiKeys.Verification;
using Microsoft.AspNetCore.Authentication;

namespace ApiKeys.AspNetCore.Authentication;

/// <summary>What came of reading and verifying a request's key: a principal, a failure, or nothing that concerns us. Made once where it can be: for each reason to refuse, and for each state of a key.</summary>
/// <threadsafety>Immutable.</threadsafety>
internal sealed class RequestOutcome
{
    private static readonly RequestOutcome[] Failures = [.. Enum.GetValues<ApiKeyFailureReason>().Select(reason => new RequestOutcome(ApiKeyFailure.Of(reason)))];

    private RequestOutcome(ApiKeyFailure failure)
    {
        Failure = failure;
        Result = Task.FromResult(AuthenticateResult.Fail($"The API key was refused: {failure.Reason}."));
    }

    private RequestOutcome() => Result = Task.FromResult(AuthenticateResult.NoResult());

    /// <summary>A good key.</summary>
    public RequestOutcome(string scheme, VerifiedApiKey key, ClaimsPrincipal principal, AuthenticationProperties? properties)
    {
        Scheme = scheme;
        Key = key;
        Principal = principal;
        Result = Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(principal, properties, scheme)));
    }

    /// <summary>There was no key, and nothing that might have been one.</summary>
    public static RequestOutcome Nothing { get; } = new();

    /// <summary>The scheme that has found a good key.</summary>
    public string? Scheme { get; }

    public ApiKeyFailure? Failure { get; }

    public ClaimsPrincipal? Principal { get; }

    public VerifiedApiKey? Key { get; }

    /// <summary>The refused key, where its secret was presented.</summary>
    public VerifiedApiKey? Refused { get; private init; }

    /// <summary>What the server saw of a refused signature, where its sender is to learn that.</summary>
    public string? Explanation { get; private init; }

    /// <summary>The same in the platform's words.</summary>
    public Task<AuthenticateResult> Result { get; }

    public static RequestOutcome Failed(ApiKeyFailureReason reason) => Failures[(int)reason];

    public static RequestOutcome Failed(ApiKeyFailure failure, VerifiedApiKey? refused, string? explanation = null)
    {
        var common = Failures[(int)failure.Reason];
        return refused is null && explanation is null && ReferenceEquals(common.Failure, failure)
            ? common
            : new RequestOutcome(failure) { Refused = refused, Explanation = explanation };
    }
}
