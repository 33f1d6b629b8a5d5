using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ApiKeys.Benchmarks.Http;

/// <summary>The answer to one request, which goes nowhere. What wants to run at its beginning and its end does, as on a server.</summary>
internal sealed class RequestResponse : IHttpResponseFeature
{
    private readonly Stack<(Func<object, Task> Callback, object State)> _starting = new();
    private readonly Stack<(Func<object, Task> Callback, object State)> _completed = new();

    public int StatusCode { get; set; } = StatusCodes.Status200OK;

    public string? ReasonPhrase { get; set; }

    public IHeaderDictionary Headers { get; set; } = new HeaderDictionary();

    public Stream Body { get; set; } = Stream.Null;

    public bool HasStarted { get; private set; }

    public void OnStarting(Func<object, Task> callback, object state) => _starting.Push((callback, state));

    public void OnCompleted(Func<object, Task> callback, object state) => _completed.Push((callback, state));

    /// <summary>Begins and ends the answer.</summary>
    public void Send()
    {
        Run(_starting);
        HasStarted = true;
        Run(_completed);
    }

    /// <summary>Makes ready for the next request.</summary>
    public void Clear()
    {
        StatusCode = StatusCodes.Status200OK;
        Headers.Clear();
        HasStarted = false;
    }

    private static void Run(Stack<(Func<object, Task> Callback, object State)> callbacks)
    {
        while (callbacks.TryPop(out var next))
        {
            next.Callback(next.State).GetAwaiter().GetResult();
        }
    }
}
