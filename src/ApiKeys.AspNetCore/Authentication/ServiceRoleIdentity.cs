using System.Security.Claims;

namespace ApiKeys.AspNetCore.Authentication;

/// <summary>The identity of a request with a service key. Its type is its proof: no token of another scheme can claim it.</summary>
internal sealed class ServiceRoleIdentity : ClaimsIdentity
{
    public ServiceRoleIdentity()
        : base(ApiKeyDefaults.ServiceRoleScheme, ApiKeyClaimTypes.ServiceRole, ApiKeyClaimTypes.ServiceRole) =>
        AddClaim(new Claim(ApiKeyClaimTypes.ServiceRole, ApiKeyDefaults.ServiceRole));

    private ServiceRoleIdentity(ServiceRoleIdentity other)
        : base(other)
    {
    }

    public static bool IsIn(ClaimsPrincipal principal) => principal.Identities.Any(identity => identity is ServiceRoleIdentity);

    public override ClaimsIdentity Clone() => new ServiceRoleIdentity(this);
}
