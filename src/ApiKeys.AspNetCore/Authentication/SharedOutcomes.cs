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
    private const int Unknown = 0;
    private const int Without = 1;
    private const int With = 2;
    private readonly ConditionalWeakTable<VerifiedApiKey, RequestOutcome> _outcomes = [];
    private volatile int _transformation;

    /// <summary>The outcome; null where each request needs one of its own.</summary>
    /// <param name="context">The request.</param>
    /// <param name="scheme">The scheme that asks.</param>
    /// <param name="options">Its options.</param>
    /// <param name="key">A key that is remembered, so that the next request meets the same object.</param>
    public RequestOutcome? Find(HttpContext context, string scheme, ApiKeyAuthenticationOptions options, VerifiedApiKey key)
    {
        if (!AreShared(context, options))
        {
            return null;
        }

        if (!_outcomes.TryGetValue(key, out var outcome))
        {
            outcome = Add(scheme, key);
        }

        // A second scheme of the host's, with the same key.
        return string.Equals(outcome.Scheme, scheme, StringComparison.Ordinal) ? outcome : Make(scheme, key);
    }

    /// <summary>Whether principals refuse changes here. They do for each request or for none, be the key remembered or not: what a host gets away with once, it gets away with.</summary>
    public bool AreShared(HttpContext context, ApiKeyAuthenticationOptions options) => options.SharesPrincipals && !IsTransformed(context);

    // Apart, because what a lambda captures is an object of its own.
    private RequestOutcome Add(string scheme, VerifiedApiKey key) => _outcomes.GetValue(key, verified => Make(scheme, verified));

    /// <summary>An outcome of the same kind for a key that is not remembered.</summary>
    public static RequestOutcome Make(string scheme, VerifiedApiKey key)
    {
        var properties = new AuthenticationProperties(ReadOnlyDictionary<string, string?>.Empty, ReadOnlyDictionary<string, object?>.Empty);
        return new RequestOutcome(scheme, key, new SharedPrincipal(new ApiKeyIdentity(key, isShared: true)), properties);
    }

    // A transformation may change what it is given. Which one the host has is asked once: registrations do not change.
    private bool IsTransformed(HttpContext context)
    {
        if (_transformation == Unknown)
        {
            _transformation = context.RequestServices.GetService<IClaimsTransformation>() is null or NoopClaimsTransformation ? Without : With;
        }

        return _transformation == With;
    }
}
