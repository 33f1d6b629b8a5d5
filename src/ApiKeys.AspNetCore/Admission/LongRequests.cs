using System.Collections.Concurrent;
using ApiKeys.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace ApiKeys.AspNetCore.Admission;

/// <summary>The admitted requests under way that may outlive their keys: WebSockets and streams of server-sent events.</summary>
/// <remarks>
/// Which those are is told by the response, when it starts. The request's headers would be the wrong place to look: a client that
/// does not say what it accepts would escape.
/// </remarks>
/// <threadsafety>Safe for concurrent use.</threadsafety>
internal sealed class LongRequests
{
    private const string ServerSentEvents = "text/event-stream";
    private readonly ConcurrentDictionary<LongRequest, LongRequests> _running = new();
    private readonly bool _isOff;

    // Made once, so that an ordinary request allocates nothing for it.
    private readonly Func<object, Task> _look;

    public LongRequests(IOptions<ApiKeyLongRequestOptions> options)
    {
        _isOff = options.Value.IsOff;
        _look = context => Look((HttpContext)context);
    }

    /// <summary>Those that run now.</summary>
    public IEnumerable<LongRequest> Running => _running.Select(pair => pair.Key);

    /// <summary>Has an admitted request looked at when its response starts.</summary>
    public void Expect(HttpContext context)
    {
        if (_isOff)
        {
            return;
        }

        if (context.Response.HasStarted)
        {
            Look(context);
            return;
        }

        context.Response.OnStarting(_look, context);
    }

    private Task Look(HttpContext context)
    {
        if (IsLong(context) && RequestState.Of(context) is { Admitted: { } key, AdmittedTo: EndpointDemands demands } state)
        {
            var origin = state.OriginOf(key);
            var request = new LongRequest(context, key, origin, demands.For(context, origin.RemoteAddress));
            _running.TryAdd(request, this);
            context.Response.OnCompleted(Forget, request);
        }

        return Task.CompletedTask;
    }

    // WebSockets begin with 101 in HTTP/1.1 (RFC 6455 section 4.2.2), and with an extended CONNECT in HTTP/2 and 3 (RFC 8441, RFC 9220).
    private static bool IsLong(HttpContext context) =>
        context.Response.StatusCode == StatusCodes.Status101SwitchingProtocols
        || context.Response.ContentType?.StartsWith(ServerSentEvents, StringComparison.OrdinalIgnoreCase) == true
        || (HttpMethods.IsConnect(context.Request.Method) && context.Features.Get<IHttpExtendedConnectFeature>()?.IsExtendedConnect == true);

    private Task Forget(object request)
    {
        ((LongRequest)request).Complete();
        _running.TryRemove((LongRequest)request, out _);
        return Task.CompletedTask;
    }
}
