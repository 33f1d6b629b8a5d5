using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.Benchmarks.Http;

/// <summary>One way through a pipeline: the same request again and again, on a context that is used again as servers do.</summary>
internal sealed class Lane
{
    private readonly RequestFeatures _features = new();
    private readonly RequestResponse _response = new();
    private readonly HttpRequestFeature _request = new() { Method = "GET", Scheme = "https", Protocol = "HTTP/1.1", PathBase = "", QueryString = "" };
    private readonly RequestRoute _route = new();
    private readonly DefaultHttpContext _context;
    private readonly Func<HttpContext, Task> _run;
    private readonly int _status;

    public Lane(InProcessHost host, string path, string? authorization, int status = StatusCodes.Status200OK, Func<HttpContext, Task>? run = null)
    {
        _features.Keep<IHttpRequestFeature>(_request);
        _features.Keep<IHttpResponseFeature>(_response);
        _features.Keep<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
        _features.Keep<IHttpConnectionFeature>(new HttpConnectionFeature { RemoteIpAddress = System.Net.IPAddress.Loopback });
        _features.Keep<IHttpRequestLifetimeFeature>(new HttpRequestLifetimeFeature());
        _features.Keep<IEndpointFeature>(_route);
        _features.Keep<IRouteValuesFeature>(_route);
        _request.Path = path;
        _request.RawTarget = path;
        _request.Headers.Host = "localhost";
        _request.Headers.Authorization = authorization;
        _context = new DefaultHttpContext(_features) { ServiceScopeFactory = host.App.Services.GetRequiredService<IServiceScopeFactory>() };
        _run = run ?? (context => host.Pipeline(context));
        _status = status;
    }

    public void Run(int requests)
    {
        for (var i = 0; i < requests; i++)
        {
            Run();
        }
    }

    private void Run()
    {
        _context.Initialize(_features);
        var task = _run(_context);
        if (!task.IsCompletedSuccessfully)
        {
            task.GetAwaiter().GetResult();
        }

        _response.Send();
        if (_response.StatusCode != _status)
        {
            throw new InvalidOperationException($"{_request.Path} is answered with {_response.StatusCode}.");
        }

        _context.Uninitialize();
        _features.Clear();
        _response.Clear();
        _route.Endpoint = null;
    }
}
