using System.Text.Json;
using ApiKeys.AspNetCore.Callers;
using ApiKeys.AspNetCore.Diagnostics;
using ApiKeys.AspNetCore.Endpoints.Wire;
using ApiKeys.AspNetCore.Responses;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ApiKeys.AspNetCore.Endpoints;

/// <summary>What goes around every management endpoint: who asks, in which tenant, with what body, and what becomes of a failure.</summary>
internal sealed class ManagementFrame(
    CallerResolver callers,
    RefusalResponder responder,
    IOptionsMonitor<ApiKeyManagementOptions> options,
    IOptions<ApiKeyResponseOptions> responses,
    ILogger<ManagementFrame> logger)
{
    public async Task InvokeAsync(HttpContext context, ManagementEndpoint endpoint)
    {
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            if (await RunAsync(context, endpoint) is { } refusal)
            {
                responder.Refuse(context, refusal);
            }
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the answer.
        }
        catch (BadHttpRequestException exception) when (!context.Response.HasStarted)
        {
            responder.Refuse(context, exception.StatusCode == StatusCodes.Status413PayloadTooLarge ? ManagementRefusals.TooLarge : Unreadable());
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            // Whatever it was, the caller is told what is safe to believe, and the log what happened.
            Log.ManagementFailed(logger, endpoint.Name, exception);
            responder.Refuse(context, ManagementRefusals.Unavailable(endpoint.IsChange, responses.Value.UnavailableRetryAfterSeconds));
        }
    }

    private async Task<ApiKeyRefusal?> RunAsync(HttpContext context, ManagementEndpoint endpoint)
    {
        var settings = options.CurrentValue;
        var found = await callers.ResolveAsync(context);
        if (!found.Succeeded)
        {
            Challenge(context, found.Refusal);
            return found.Refusal;
        }

        RequestNote.CalledBy(context, found.Caller.Actor);
        if (!endpoint.IsOn(settings))
        {
            return ManagementRefusals.NotFound;
        }

        var isJson = BodyLoader.IsJson(context.Request);
        if (endpoint.IsChange && CrossSite.MayBeForged(context.Request, isJson))
        {
            return ManagementRefusals.ForeignPage;
        }

        var (raw, body, refusal) = await ReadAsync(context, endpoint.Body, isJson, endpoint.MaxBodyBytes(settings));
        if (refusal is not null)
        {
            return refusal;
        }

        var caller = await WithTenantAsync(context, endpoint, found.Caller, body, settings.HasTenants);
        if (!caller.Succeeded)
        {
            return caller.Refusal;
        }

        RequestNote.CalledBy(context, caller.Caller.Actor);
        return await endpoint.HandleAsync(new ManagementCall(context, caller.Caller, body, raw, settings));
    }

    // The member is known in every body, and means something from the service role alone: nobody else chooses a tenant (CONTRACT S-3).
    private static async ValueTask<CallerResult> WithTenantAsync(HttpContext context, ManagementEndpoint endpoint, ManagementCaller caller, BodyReader body, bool hasTenants)
    {
        var isInBody = body.TryTake(ServiceTenant.Field, out var inBody);
        if (!caller.IsServiceRole)
        {
            return CallerResult.Of(caller);
        }

        List<string> named = [];
        if (!HttpMethods.IsPost(endpoint.Method) && !HttpMethods.IsPatch(endpoint.Method))
        {
            named.AddRange(context.Request.Query[ServiceTenant.Field].Select(value => value ?? ""));
        }

        if (isInBody && inBody.ValueKind != JsonValueKind.Null)
        {
            named.Add(body.TryText(ServiceTenant.Field, inBody, out var text) ? text : "");
        }

        return await ServiceTenant.ResolveAsync(context, caller, named, hasTenants);
    }

    private static async Task<(byte[] Raw, BodyReader Body, ApiKeyRefusal? Refusal)> ReadAsync(HttpContext context, BodyRule rule, bool isJson, int maxBytes)
    {
        if (rule == BodyRule.Ignored)
        {
            return ([], BodyReader.Empty(), null);
        }

        if (await BodyLoader.ReadAsync(context, maxBytes) is not { } raw)
        {
            return ([], BodyReader.Empty(), ManagementRefusals.TooLarge);
        }

        if (raw.Length == 0)
        {
            return (raw, BodyReader.Empty(), rule == BodyRule.Required ? (isJson ? Unreadable() : ManagementRefusals.NotJson) : null);
        }

        if (!isJson)
        {
            return (raw, BodyReader.Empty(), ManagementRefusals.NotJson);
        }

        return BodyReader.Parse(raw) is { } body ? (raw, body, null) : (raw, BodyReader.Empty(), Unreadable());
    }

    private static ApiKeyRefusal Unreadable() => ManagementRefusals.Invalid("body", "It is no JSON object in UTF-8, it is too deep, or it names a member twice.");

    // A policy of the host that admits anonymous callers: RFC 9110 section 15.5.2 wants a challenge with every 401.
    private void Challenge(HttpContext context, ApiKeyRefusal refusal)
    {
        if (refusal.StatusCode == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = Challenges.Bearer(responses.Value.Realm, wasPresented: false);
        }
    }
}
