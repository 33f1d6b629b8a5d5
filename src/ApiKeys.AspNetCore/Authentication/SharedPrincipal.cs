using System.Collections.ObjectModel;
using System.Security.Claims;

namespace ApiKeys.AspNetCore.Authentication;

/// <summary>The principal of every request with one key, as long as the key stays as it is: it refuses changes. A clone is the request's own.</summary>
internal sealed class SharedPrincipal(ApiKeyIdentity identity) : ClaimsPrincipal(identity)
{
    // The platform hands out its own list.
    private readonly ReadOnlyCollection<ClaimsIdentity> _identities = new([identity]);

    /// <summary>What whoever tries to change it is told.</summary>
    public const string Refusal =
        "This principal stands for every request with the same API key and cannot be changed. Add claims in ApiKeyAuthenticationOptions.Events.OnVerified or by an IClaimsTransformation, "
        + "change a Clone() of it, or set ApiKeyAuthenticationOptions.SharePrincipals to false.";

    public override IEnumerable<ClaimsIdentity> Identities => _identities;

    public override void AddIdentity(ClaimsIdentity identity) => throw new InvalidOperationException(Refusal);

    public override void AddIdentities(IEnumerable<ClaimsIdentity> identities) => throw new InvalidOperationException(Refusal);

    // The platform's clone of a principal shares its identities.
    public override ClaimsPrincipal Clone() => new(Identities.Select(identity => identity.Clone()));
}
