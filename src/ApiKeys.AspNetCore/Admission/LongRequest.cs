using ApiKeys.Verification;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Admission;

/// <summary>A request that may outlive its key, and what it was admitted by.</summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
internal sealed class LongRequest(HttpContext context, VerifiedApiKey key, ApiKeyRequestContext origin, ApiKeyAdmissionRequest demands)
{
    private readonly Lock _lock = new();
    private bool _isOver;

    public VerifiedApiKey Key { get; } = key;

    public ApiKeyRequestContext Origin { get; } = origin;

    public ApiKeyAdmissionRequest Demands { get; } = demands;

    /// <summary>Ends the request, if it still runs.</summary>
    public bool TryAbort()
    {
        // Servers use the object again: without the lock, the next request of the connection could be the one that ends.
        lock (_lock)
        {
            if (_isOver)
            {
                return false;
            }

            _isOver = true;
            context.Abort();
            return true;
        }
    }

    /// <summary>The request has ended; from here on its context belongs to another one.</summary>
    public void Complete()
    {
        lock (_lock)
        {
            _isOver = true;
        }
    }
}
