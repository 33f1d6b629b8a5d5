using System.Security.Claims;
using ApiKeys.Verification;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Authentication;

/// <summary>A request feature, and the only one that a good key needs: what came of each scheme's key, and which key was admitted to what.</summary>
/// <remarks>One scheme, mostly: a second one that reads a key of its own is rare, and pays for its place.</remarks>
internal sealed class RequestState
{
    private string? _scheme;
    private RequestOutcome? _outcome;
    private ApiKeyRequestContext _origin;
    private List<(string Scheme, RequestOutcome Outcome, ApiKeyRequestContext Origin)>? _further;

    /// <summary>The key that was admitted, so that a request pays once, however often the host authorizes it.</summary>
    public VerifiedApiKey? Admitted { get; private set; }

    /// <summary>What it was admitted to in the end.</summary>
    public object? AdmittedTo { get; private set; }

    public static RequestState? Of(HttpContext context) => context.Features.Get<RequestState>();

    /// <summary>What came of a scheme's key before; null where it was not asked.</summary>
    public RequestOutcome? Find(string scheme)
    {
        if (string.Equals(_scheme, scheme, StringComparison.Ordinal))
        {
            return _outcome;
        }

        foreach (var further in _further ?? [])
        {
            if (string.Equals(further.Scheme, scheme, StringComparison.Ordinal))
            {
                return further.Outcome;
            }
        }

        return null;
    }

    public void Add(string scheme, RequestOutcome outcome, in ApiKeyRequestContext origin)
    {
        if (_outcome is null)
        {
            (_scheme, _outcome, _origin) = (scheme, outcome, origin);
        }
        else
        {
            (_further ??= []).Add((scheme, outcome, origin));
        }
    }

    public void Admit(VerifiedApiKey key, object demands) => (Admitted, AdmittedTo) = (key, demands);

    /// <summary>The key that this request has proved, by its id; null where it has proved none of that id.</summary>
    public VerifiedApiKey? FindProved(string keyId)
    {
        var last = _further?.FindLast(further => string.Equals(further.Outcome.Key?.Id, keyId, StringComparison.Ordinal)).Outcome?.Key;
        return last ?? (string.Equals(_outcome?.Key?.Id, keyId, StringComparison.Ordinal) ? _outcome!.Key : null);
    }

    /// <summary>The key of a principal that nobody can have changed; null where it may have been.</summary>
    public VerifiedApiKey? FindSealed(ClaimsPrincipal principal) => principal is SharedPrincipal && ReferenceEquals(_outcome?.Principal, principal) ? _outcome.Key : null;

    /// <summary>What the request brought beside a key that it has proved.</summary>
    public ApiKeyRequestContext OriginOf(VerifiedApiKey key) => _further is null ? _origin : LastOriginOf(_further, key);

    // Apart, because what a lambda captures is an object of its own.
    private ApiKeyRequestContext LastOriginOf(List<(string Scheme, RequestOutcome Outcome, ApiKeyRequestContext Origin)> further, VerifiedApiKey key)
    {
        var last = further.FindLastIndex(one => ReferenceEquals(one.Outcome.Key, key));
        return last >= 0 ? further[last].Origin : _origin;
    }
}
