namespace ApiKeys.AspNetCore.Authentication;

/// <summary>The host's own steps in the life of a request. Set the delegates, or derive and use <c>EventsType</c>.</summary>
public class ApiKeyEvents
{
    private static readonly Func<ApiKeyVerifiedContext, Task> Nothing = _ => Task.CompletedTask;
    private static readonly Func<ApiKeyChallengeContext, Task> NothingEither = _ => Task.CompletedTask;

    /// <summary>Runs when a key was found good: add claims, or refuse it after all.</summary>
    /// <value>Default: does nothing.</value>
    public Func<ApiKeyVerifiedContext, Task> OnVerified { get; set; } = Nothing;

    /// <summary>Runs before a request without a good key is answered: answer in the library's place, or say it differently.</summary>
    /// <value>Default: does nothing.</value>
    public Func<ApiKeyChallengeContext, Task> OnChallenge { get; set; } = NothingEither;

    /// <summary>Runs before a request whose key may not do this is answered.</summary>
    /// <value>Default: does nothing.</value>
    public Func<ApiKeyChallengeContext, Task> OnForbidden { get; set; } = _ => Task.CompletedTask;

    /// <summary>Whether nothing of the host's runs when a request without a good key is answered.</summary>
    internal bool LeavesChallenges => GetType() == typeof(ApiKeyEvents) && OnChallenge == NothingEither;

    /// <summary>Whether nothing of the host's runs when a key was found good.</summary>
    internal bool LeavesPrincipals => GetType() == typeof(ApiKeyEvents) && OnVerified == Nothing;

    /// <summary>Runs when a key was found good.</summary>
    /// <param name="context">The key and the principal made of it.</param>
    public virtual Task Verified(ApiKeyVerifiedContext context) => OnVerified(context);

    /// <summary>Runs before a request without a good key is answered.</summary>
    /// <param name="context">The failure and the answer.</param>
    public virtual Task Challenge(ApiKeyChallengeContext context) => OnChallenge(context);

    /// <summary>Runs before a request whose key may not do this is answered.</summary>
    /// <param name="context">The answer.</param>
    public virtual Task Forbidden(ApiKeyChallengeContext context) => OnForbidden(context);
}
