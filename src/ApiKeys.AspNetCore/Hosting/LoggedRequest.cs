using ApiKeys.AspNetCore.Authentication;
using ApiKeys.AspNetCore.Callers;
using ApiKeys.AspNetCore.Diagnostics;
using ApiKeys.AspNetCore.Endpoints;
using ApiKeys.Logs;
using ApiKeys.Stores;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ApiKeys.AspNetCore.Hosting;

/// <summary>A request that has ended as a row of the log, where it is one that is logged: of its path the route's template alone, of its headers nothing.</summary>
internal static class LoggedRequest
{
    public static ApiKeyRequestEntry? Of(HttpContext context, RequestNote note, ApiKeyRequestLog log, int? status, DateTimeOffset at)
    {
        if (note.Reason is { } reason)
        {
            var kind = reason == ApiKeyFailureReason.AddressDenied ? ApiKeyRequestKind.Blocklisted : ApiKeyRequestKind.Failed;
            return log.Takes(kind) ? Entry(context, kind, status, at, note.Key) with { Reason = reason } : null;
        }

        if (log.Takes(ApiKeyRequestKind.Failed) && IsManagementFailure(EndpointOf(context), status) && (note.Caller ?? FailedCaller.Of(context)) is { } caller)
        {
            return Entry(context, ApiKeyRequestKind.Failed, status, at, caller.Ceiling) with { Actor = caller.Name, TenantId = caller.TenantId };
        }

        return log.Takes(ApiKeyRequestKind.Call) && RequestState.Of(context)?.Admitted is { } key
            ? Entry(context, ApiKeyRequestKind.Call, status, at, key.Record) with { RequestId = context.TraceIdentifier }
            : null;
    }

    private static bool IsManagementFailure(Endpoint? endpoint, int? status) =>
        status is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden or StatusCodes.Status404NotFound
        && endpoint?.Metadata.GetMetadata<ManagementMetadata>() is not null;

    private static ApiKeyRequestEntry Entry(HttpContext context, ApiKeyRequestKind kind, int? status, DateTimeOffset at, ApiKeyRecord? key) => new()
    {
        At = at,
        LastAt = at,
        Kind = kind,
        TenantId = key?.TenantId,
        KeyId = key?.Id,
        KeyName = key?.Name,
        Method = context.Request.Method,
        Route = TemplateOf(EndpointOf(context)),
        Status = status,
        Address = context.Connection.RemoteIpAddress,
    };

    // A page for errors that was run in its place is not where the request went.
    private static Endpoint? EndpointOf(HttpContext context) => context.Features.Get<IExceptionHandlerFeature>()?.Endpoint ?? context.GetEndpoint();

    private static string? TemplateOf(Endpoint? endpoint) => (endpoint as RouteEndpoint)?.RoutePattern.RawText switch
    {
        null => null,
        ['/', ..] whole => whole,
        var text => "/" + text,
    };
}
