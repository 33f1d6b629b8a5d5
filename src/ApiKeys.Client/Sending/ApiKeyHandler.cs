using System.Net.Http.Headers;

namespace ApiKeys.Client.Sending;

/// <summary>Puts the key on requests to its origin while they are sent. A request that has the header already is sent as it is.</summary>
internal sealed class ApiKeyHandler(ApiKeyClientOptions options, KeyOrigin origin) : DelegatingHandler
{
    private const string Authorization = "Authorization";

    private readonly string _header = options.HeaderName ?? Authorization;

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var isAdded = TryAdd(request);
        try
        {
            return base.Send(request, cancellationToken);
        }
        finally
        {
            Remove(request, isAdded);
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var isAdded = TryAdd(request);
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Remove(request, isAdded);
        }
    }

    private bool TryAdd(HttpRequestMessage request)
    {
        if (!origin.Includes(request.RequestUri) || request.Headers.NonValidated.Contains(_header))
        {
            return false;
        }

        if (!origin.IsPrivate && !options.AllowInsecureTransport)
        {
            throw new InvalidOperationException($"The API key would be sent to {origin.Uri} without TLS. Use https, or set ApiKeyClientOptions.AllowInsecureTransport.");
        }

        if (options.HeaderName is null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.ApiKey);
        }
        else
        {
            request.Headers.TryAddWithoutValidation(_header, options.ApiKey);
        }

        return true;
    }

    // A request that is sent again, perhaps to somebody else, or printed, does not have it any more.
    private void Remove(HttpRequestMessage request, bool isAdded)
    {
        if (isAdded)
        {
            request.Headers.Remove(_header);
        }
    }
}
