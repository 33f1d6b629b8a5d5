using System.Collections.ObjectModel;
using System.Security.Claims;
using ApiKeys.Verification;

namespace ApiKeys.AspNetCore.Authentication;

/// <summary>The identity of a request with a good key. Nothing that people write (names, metadata) can become a role or a user's id.</summary>
/// <remarks>One that is shared by requests refuses changes; a clone of it does not.</remarks>
internal sealed class ApiKeyIdentity : ClaimsIdentity
{
    // Where requests share it: the platform hands out its own list, and that could be changed.
    private readonly ReadOnlyCollection<Claim>? _shared;

    public ApiKeyIdentity(VerifiedApiKey key, bool isShared = false)
        : base(ApiKeyDefaults.AuthenticationScheme, ApiKeyClaimTypes.Name, ApiKeyClaimTypes.Role)
    {
        Key = key;
        Add(ApiKeyClaimTypes.KeyId, key.Id);
        Add(ApiKeyClaimTypes.Name, key.Record.Name);
        Add(ApiKeyClaimTypes.TenantId, key.TenantId);
        Add(ApiKeyClaimTypes.Environment, key.Environment);
        Add(ApiKeyClaimTypes.Unrestricted, key.Scopes.IsUnrestricted ? "true" : null);
        foreach (var scope in key.Scopes)
        {
            Add(ApiKeyClaimTypes.Scope, scope);
        }

        foreach (var customer in key.CustomerIds ?? [])
        {
            Add(ApiKeyClaimTypes.CustomerId, customer);
        }

        _shared = isShared ? new([.. base.Claims]) : null;
    }

    private ApiKeyIdentity(ApiKeyIdentity other)
        : base(other) => Key = other.Key;

    /// <summary>The key.</summary>
    public VerifiedApiKey Key { get; }

    /// <summary>The key of a principal that no request stands behind, such as a hub connection's; null where it has none, or several.</summary>
    public static VerifiedApiKey? FindKey(ClaimsPrincipal? principal)
    {
        var keys = principal?.Identities.OfType<ApiKeyIdentity>().Select(identity => identity.Key).Distinct().ToList();
        return keys is [var only] ? only : null;
    }

    /// <summary>The id of the key that an identity stands for; null where it stands for none. A copy that a host has made is told by its type and claim.</summary>
    public static string? KeyIdOf(ClaimsIdentity identity)
    {
        if (identity is ApiKeyIdentity own)
        {
            return own.Key.Id;
        }

        return identity.AuthenticationType == ApiKeyDefaults.AuthenticationScheme ? identity.FindFirst(ApiKeyClaimTypes.KeyId)?.Value : null;
    }

    public override IEnumerable<Claim> Claims => _shared ?? base.Claims;

    public override ClaimsIdentity Clone() => new ApiKeyIdentity(this);

    public override void AddClaim(Claim claim)
    {
        RefuseIfShared();
        base.AddClaim(claim);
    }

    public override void AddClaims(IEnumerable<Claim?> claims)
    {
        RefuseIfShared();
        base.AddClaims(claims);
    }

    public override bool TryRemoveClaim(Claim? claim)
    {
        RefuseIfShared();
        return base.TryRemoveClaim(claim);
    }

    public override void RemoveClaim(Claim? claim)
    {
        RefuseIfShared();
        base.RemoveClaim(claim);
    }

    private void RefuseIfShared()
    {
        if (_shared is not null)
        {
            throw new InvalidOperationException(SharedPrincipal.Refusal);
        }
    }

    private void Add(string type, string? value)
    {
        if (value is not null)
        {
            base.AddClaim(new Claim(type, value));
        }
    }
}
