using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Responses;

/// <summary>Status and headers alone.</summary>
internal sealed class EmptyErrorWriter : IApiKeyErrorWriter
{
    public Task WriteAsync(HttpContext context, ApiKeyRefusal refusal) => Task.CompletedTask;
}
