using ApiKeys.AspNetCore.Authentication;
using ApiKeys.Management;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.AspNetCore.Callers;

/// <summary>Who was refused before <see cref="CallerResolver"/> had made up its mind, as far as that can be told without asking anybody.</summary>
internal static class FailedCaller
{
    /// <summary>The caller; null where nobody is authenticated.</summary>
    public static ApiKeyActor? Of(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        if (RequestKeys.SpeakerOf(context, context.User).Key is { } key)
        {
            return ApiKeyActor.ForKey(key.Record, address);
        }

        if (ServiceRoleIdentity.IsIn(context.User))
        {
            return new ApiKeyActor(ApiKeyDefaults.ServiceRole, null, address);
        }

        return context.User.Identities.Any(identity => identity.IsAuthenticated)
            ? new ApiKeyActor(UserName.Of(context.User), TenantOf(context), address)
            : null;
    }

    // The claim is the tenant only where no resolver of the host says otherwise.
    private static string? TenantOf(HttpContext context)
    {
        try
        {
            return (context.RequestServices.GetService<ITenantResolver>() as ClaimTenantResolver)?.TenantOf(context.User);
        }
        catch (Exception)
        {
            // A resolver of the host's that cannot be made is the request's trouble, which has been answered; its row does without a tenant.
            return null;
        }
    }
}
