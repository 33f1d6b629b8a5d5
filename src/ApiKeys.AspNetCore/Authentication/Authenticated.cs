namespace ApiKeys.AspNetCore.Authentication;

/// <summary>What came of a request's key, and what is known of the request beside it.</summary>
internal readonly record struct Authenticated(RequestState State, RequestOutcome Outcome);
