using System.Collections.ObjectModel;
using System.Runtime.CompilerServices;
using ApiKeys.Verification;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.AspNetCore.Authentication;

/// <summary>One outcome for all requests of a key, as long as the key stays as it is, where no step of the host has a say in what its principal looks like.</summary>
internal sealed class SharedOutcomes
{
    private readonly ConditionalWeakTable<VerifiedApiKey, RequestOutcome> _outcomes = [];
    private bool? _isTransformed;

    /// <summary>The outcome; null where each request needs one of its own.</summary>
    /// <param name="context">The request.</param>
    /// <param name="scheme">The scheme that asks.</param>
    /// <param name="options">Its options.</param>
    /// <param name="key">A key that is remembered, so that the next request meets the same object.</param>
    public RequestOutcome? Find(HttpContext context, string scheme, ApiKeyAuthenticationOptions options, VerifiedApiKey key)
    {
        if (!options.SharesPrincipals || IsTransformed(context))
        {
            return null;
        }

        if (!_outcomes.TryGetValue(key, out var outcome))
        {
            outcome = Add(scheme, key);
        }

        // A second scheme of the host's, with the same key.
        return string.Equals(outcome.Scheme, scheme, StringComparison.Ordinal) ? outcome : null;
    }

    // Apart, because what a lambda captures is an object of its own.
    private RequestOutcome Add(string scheme, VerifiedApiKey key) => _outcomes.GetValue(key, verified => Make(scheme, verified));

    private static RequestOutcome Make(string scheme, VerifiedApiKey key)
    {
        var properties = new AuthenticationProperties(ReadOnlyDictionary<string, string?>.Empty, ReadOnlyDictionary<string, object?>.Empty);
        return new RequestOutcome(scheme, key, new SharedPrincipal(new ApiKeyIdentity(key, isShared: true)), properties);
    }

    // A transformation may change what it is given. Which one the host has is asked once: registrations do not change.
    private bool IsTransformed(HttpContext context) =>
        _isTransformed ??= context.RequestServices.GetService<IClaimsTransformation>() is not (null or NoopClaimsTransformation);
}
