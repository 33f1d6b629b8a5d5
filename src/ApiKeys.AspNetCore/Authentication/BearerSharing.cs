using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace ApiKeys.AspNetCore.Authentication;

/// <summary>Whether a bearer token that is no key may belong to another scheme of the host.</summary>
internal sealed class BearerSharing(IAuthenticationSchemeProvider? schemes = null)
{
    public async ValueTask<bool> IsSharedAsync()
    {
        if (schemes is null)
        {
            return false;
        }

        foreach (var scheme in await schemes.GetAllSchemesAsync())
        {
            if (MayReadBearer(scheme.HandlerType))
            {
                return true;
            }
        }

        return false;
    }

    // Selectors only forward, and cookie schemes read no header.
    private static bool MayReadBearer(Type handler) =>
        handler != typeof(ApiKeyAuthenticationHandler)
        && handler != typeof(PolicySchemeHandler)
        && handler != typeof(CookieAuthenticationHandler);
}
