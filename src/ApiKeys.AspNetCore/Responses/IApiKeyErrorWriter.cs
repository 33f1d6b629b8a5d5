using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Responses;

/// <summary>Writes the body of a refusal: one implementation for each error contract (CONTRACT C13).</summary>
/// <remarks>Status and headers are set already; the body is written once, after all of the host's schemes have spoken.</remarks>
/// <threadsafety>Implementations are singletons and are called concurrently.</threadsafety>
public interface IApiKeyErrorWriter
{
    /// <summary>Writes the body.</summary>
    /// <param name="context">The refused request.</param>
    /// <param name="refusal">What the caller is told.</param>
    Task WriteAsync(HttpContext context, ApiKeyRefusal refusal);
}
