using System.Net.Http.Headers;
using ApiKeys.Management;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.Testing;

/// <summary>Clients with a key, for tests of a host.</summary>
public static class WebApplicationFactoryExtensions
{
    /// <summary>Issues a key in the host and makes a client that sends it as a bearer token.</summary>
    /// <typeparam name="TEntryPoint">A type of the host's assembly.</typeparam>
    /// <param name="factory">The host.</param>
    /// <param name="request">What the key is to be.</param>
    /// <exception cref="InvalidOperationException">The host refuses the request; the message says why.</exception>
    public static async Task<HttpClient> CreateClientWithApiKeyAsync<TEntryPoint>(
        this WebApplicationFactory<TEntryPoint> factory,
        IssueApiKeyRequest request)
        where TEntryPoint : class
    {
        ArgumentNullException.ThrowIfNull(factory);
        var manager = factory.Services.GetRequiredService<ApiKeyManager>();
        var result = await manager.IssueAsync(request, CancellationToken.None).ConfigureAwait(false);
        if (!result.Succeeded)
        {
            throw new InvalidOperationException(string.Join(" ", result.Errors.Select(error => $"{error.Member}: {error.Message}")));
        }

        var client = factory.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", result.Value.Secret.Reveal());
        return client;
    }
}
