using System.Security.Claims;
using ApiKeys.AspNetCore.Authentication;
using ApiKeys.AspNetCore.Responses;
using ApiKeys.Management;
using ApiKeys.Verification;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ApiKeys.AspNetCore.Callers;

/// <summary>Tells who manages keys, anew for each request: an API key, the service role, or a user with the capability. The one place.</summary>
internal sealed class CallerResolver(IOptionsMonitor<ApiKeyManagementOptions> options)
{
    private static readonly ApiKeyRefusal SeveralKeys = ManagementRefusals.Forbidden("Several API keys came with the request.");
    private static readonly ApiKeyRefusal NoKeys = ManagementRefusals.Forbidden("API keys cannot manage API keys.");
    private static readonly ApiKeyRefusal NoTenant = ManagementRefusals.Forbidden("The caller belongs to no tenant.");
    private static readonly ApiKeyRefusal GateClosed = ManagementRefusals.Forbidden("API keys are not switched on for this tenant.");

    public async ValueTask<CallerResult> ResolveAsync(HttpContext context)
    {
        var speaker = RequestKeys.SpeakerOf(context, context.User);
        if (speaker.IsAmbiguous)
        {
            return CallerResult.Refused(SeveralKeys);
        }

        if (speaker.Key is { } key)
        {
            return await OfKeyAsync(context, key, options.CurrentValue);
        }

        return ServiceRoleIdentity.IsIn(context.User)
            ? CallerResult.Of(new ManagementCaller(new ApiKeyActor(ApiKeyDefaults.ServiceRole, null, context.Connection.RemoteIpAddress), IsServiceRole: true))
            : await OfUserAsync(context, options.CurrentValue);
    }

    private static async ValueTask<CallerResult> OfKeyAsync(HttpContext context, VerifiedApiKey key, ApiKeyManagementOptions options)
    {
        if (!options.AllowApiKeys)
        {
            return CallerResult.Refused(NoKeys);
        }

        // By what judges every endpoint: a key without scope restriction has no scope by name.
        var request = new ApiKeyAdmissionRequest { Scopes = [options.KeyScope], RemoteAddress = context.Connection.RemoteIpAddress };
        if (key.Scopes.IsUnrestricted || !context.RequestServices.GetRequiredService<ApiKeyAdmitter>().Examine(key, request).Succeeded)
        {
            return CallerResult.Refused(ManagementRefusals.Forbidden($"API key missing required scopes: {options.KeyScope}"));
        }

        return options.HasTenants && key.TenantId is null
            ? CallerResult.Refused(NoTenant)
            : await ThroughGateAsync(context, ApiKeyActor.ForKey(key.Record, context.Connection.RemoteIpAddress));
    }

    private static async ValueTask<CallerResult> OfUserAsync(HttpContext context, ApiKeyManagementOptions options)
    {
        var identities = context.User.Identities.Where(identity => identity.IsAuthenticated).ToList();
        if (identities.Count == 0)
        {
            return CallerResult.Refused(ManagementRefusals.Unauthorized);
        }

        if (!CanManage(identities, options))
        {
            return CallerResult.Refused(ManagementRefusals.Forbidden($"The capability {options.Capability} is missing."));
        }

        string? tenant = null;
        if (options.HasTenants)
        {
            tenant = await context.RequestServices.GetRequiredService<ITenantResolver>().GetTenantIdAsync(context, context.RequestAborted);
            if (string.IsNullOrEmpty(tenant))
            {
                return CallerResult.Refused(NoTenant);
            }
        }

        return await ThroughGateAsync(context, new ApiKeyActor(UserName.Of(context.User), tenant, context.Connection.RemoteIpAddress));
    }

    private static bool CanManage(List<ClaimsIdentity> identities, ApiKeyManagementOptions options) => identities
        .SelectMany(identity => identity.Claims.Where(claim => claim.Type == identity.RoleClaimType || options.RoleClaimTypes.Contains(claim.Type)))
        .Any(claim => options.RoleCapabilities.TryGetValue(claim.Value, out var capabilities) && capabilities.Contains(options.Capability));

    private static async ValueTask<CallerResult> ThroughGateAsync(HttpContext context, ApiKeyActor actor) =>
        await context.RequestServices.GetRequiredService<IFeatureGate>().IsOpenAsync(actor.TenantId, context.RequestAborted)
            ? CallerResult.Of(new ManagementCaller(actor, IsServiceRole: false))
            : CallerResult.Refused(GateClosed);
}
